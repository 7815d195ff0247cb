"""What was tried and what failed, by row and kind of fault; inputs that showed a fault are kept."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KINDS = ("traceback", "crash", "hang", "memory", "differs", "left", "no hint", "other")
MOST_KEPT = 60


@dataclass
class Row:
    """One kind of trial."""

    tried: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    messages: list[str] = field(default_factory=list)

    def fail(self, kind: str, message: str) -> None:
        """Count a fault."""
        self.failed[kind if kind in KINDS else "other"] += 1
        self.messages.append(f"{kind}: {message}")


class Table:
    """Rows by name; ``folder`` keeps what showed a fault."""

    def __init__(self, folder: Path) -> None:
        self.rows: dict[str, Row] = {}
        self.folder = folder
        self._kept = 0

    def __getitem__(self, name: str) -> Row:
        return self.rows.setdefault(name, Row())

    @property
    def failures(self) -> list[str]:
        """A line for each fault."""
        return [f"{name}: {message}" for name, row in self.rows.items() for message in row.messages]

    def keep(self, name: str, facts: dict[str, Any], files: Path | None = None) -> None:
        """Keep an input that showed a fault."""
        self._kept += 1
        if self._kept > MOST_KEPT:
            return
        place = self.folder / re.sub(r"[^\w.-]+", "-", name)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        (place / "facts.json").write_text(json.dumps(facts, indent=1, default=str))
        if files is not None and files.is_dir():
            shutil.copytree(files, place / "files")

    def text(self) -> str:
        """The table as people read it, the files' rows as one sum."""
        sums: dict[str, Row] = {}
        for name, row in self.rows.items():
            whole = sums.setdefault(name.partition(":")[0], Row())
            whole.tried += row.tried
            whole.failed.update(row.failed)
        header = f"{'':<26}{'tried':>7}" + "".join(f"{kind:>11}" for kind in KINDS)
        lines = [
            f"{name:<26}{row.tried:>7,}" + "".join(f"{row.failed[kind]:>11,}" for kind in KINDS)
            for name, row in sums.items()
        ]
        return "\n".join([header, *lines])
