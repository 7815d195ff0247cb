"""What the engine says of a class map: shares, score, and where one more example would help most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Optional

from ...translation import format_number, tr

FACTS = ("classes", "score", "score_places", "no_score", "single", "class_scores", "next_places")
CLASS_FACTS = ("label", "name", "share", "hectares")


@dataclass(frozen=True)
class UnsurePlace:
    """A place in the raster's CRS, between two classes; ``other`` is empty with a single class."""

    x: float
    y: float
    of: str
    other: str


@dataclass(frozen=True)
class Summary:
    """The engine's answer, of which the project keeps a part."""

    facts: Mapping[str, Any]

    @classmethod
    def of(cls, value: Any) -> Summary | None:
        """The part of an answer that is kept, or what was kept of one; None where that cannot be read."""
        try:
            facts = {name: value[name] for name in FACTS}
            facts["classes"] = [{name: one[name] for name in CLASS_FACTS} for one in value["classes"]]
            summary = cls(facts)
            summary.shares, summary.line, summary.next_places  # noqa: B018 - raises where something is missing
        except (TypeError, KeyError, ValueError, AttributeError):
            return None
        return summary

    @property
    def names(self) -> dict[int, str]:
        """The classes' names by their labels in the raster."""
        return {int(one["label"]): str(one["name"]) for one in self.facts["classes"]}

    @property
    def shares(self) -> dict[str, tuple[Optional[float], Optional[float]]]:  # noqa: UP045 - Python 3.9
        """Of each class by its name the share of the map and the hectares, None where it is not known."""
        return {
            str(one["name"]): (
                float(one["share"]),
                None if one["hectares"] is None else float(one["hectares"]),
            )
            for one in self.facts["classes"]
        }

    @property
    def line(self) -> str:
        """How good the map is, in a sentence; empty where that cannot be said."""
        if self.facts["score"] is not None:
            return tr("Right in {right} of 100, by cross-validation of {count} examples.").format(
                right=round(100 * float(self.facts["score"])), count=format_number(self.facts["score_places"])
            )
        if self.facts["no_score"] == "single":
            names = quoted(self.facts["single"])
            # Examples beside each other are one place for the score.
            return tr("No score yet: give one more example of {names}, away from the others.").format(names=names)
        return ""

    @property
    def tip(self) -> str:
        """How the score came about, and that of each class."""
        if self.facts["score"] is None:
            return tr("The score is found by leaving out examples in turn, so each class needs two of them.")
        lines = [tr("Examples are left out in turn and found again by what is learned from the others.")]
        for name, score in self.facts["class_scores"].items():
            lines.append(tr("{name}: right in {right} of 100").format(name=name, right=round(100 * float(score))))
        return "\n".join(lines)

    @property
    def next_places(self) -> tuple[UnsurePlace, ...]:
        """Where one more example would help, the most useful first."""
        return tuple(
            UnsurePlace(float(one["x"]), float(one["y"]), str(one["class"]), str(one["other"] or ""))
            for one in self.facts["next_places"]
        )


def quoted(names: Iterable[str]) -> str:
    """The names in quotation marks."""
    return ", ".join(tr("“{name}”").format(name=name) for name in names)
