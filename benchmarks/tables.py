"""Tables of figures with the bars that they have to reach, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Bar:
    """What a figure has to be at least, or at most."""

    at_least: float | None = None
    at_most: float | None = None

    def is_met(self, value: float) -> bool:
        """Whether the value is on the good side."""
        low = -float("inf") if self.at_least is None else self.at_least
        high = float("inf") if self.at_most is None else self.at_most
        return low <= value <= high

    def text(self, pattern: str) -> str:
        """The bar as a reader writes it."""
        return f"≤ {self.at_most:{pattern}}" if self.at_least is None else f"≥ {self.at_least:{pattern}}"


@dataclass(kw_only=True)
class Table:
    """A table that is printed as it grows; ``columns`` are titles with the format of their numbers."""

    title: str
    columns: dict[str, str]
    missed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Print the head."""
        print(f"\n### {self.title}\n", flush=True)
        print(f"| | {' | '.join(self.columns)} |")
        print(f"|---|{'---|' * len(self.columns)}")

    def add(self, name: str, values: Sequence[float | None], bars: Sequence[Bar | None] = ()) -> None:
        """Print a row; a value of None is left empty."""
        padded = [*bars, *[None] * (len(values) - len(bars))]
        cells = []
        for (column, pattern), value, bar in zip(self.columns.items(), values, padded, strict=True):
            if value is None:
                cells.append("")
                continue
            cell = f"{value:{pattern}}"
            if bar is not None:
                is_met = bar.is_met(value)
                cell = f"{cell} ({bar.text(pattern)})" if is_met else f"**{cell}, misses {bar.text(pattern)}**"
                if not is_met:
                    self.missed.append(
                        f"{self.title}: {name}: {column} is {value:{pattern}}, {bar.text(pattern)} wanted"
                    )
            cells.append(cell)
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
