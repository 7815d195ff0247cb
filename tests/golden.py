"""Text that must not change unnoticed, compared with what is kept in tests/data."""

from __future__ import annotations

import json
from typing import Any

from tests.places import ROOT, TEST_DATA


def assert_unchanged(name: str, value: Any) -> None:
    """Hold a value against the JSON file kept for it; what was found instead is left in ``build`` to be looked at."""
    found = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
    kept = TEST_DATA / name
    if not kept.exists() or found != kept.read_text(encoding="utf-8"):
        (ROOT / "build" / name).write_text(found, encoding="utf-8")
    message = f"where the change is meant: cp build/{name} {kept.relative_to(ROOT)}"
    assert found.splitlines() == kept.read_text(encoding="utf-8").splitlines(), message
