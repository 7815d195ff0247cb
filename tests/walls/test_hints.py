"""Every error for a user says what to do."""

from __future__ import annotations

import ast
import inspect

from engine import errors
from tests.places import ROOT

# Arrays that no user gives, and checks whose hint is the parameter's own words.
WITHOUT = ("encoders/clay/model.py", "encoders/galileo/model.py", "encoders/encoder.py", "requests/checks.py")
ERRORS = {name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.UserError)} | {
    "DiskError"
}


def test_every_error_of_the_users_has_a_hint():
    without = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "engine").rglob("*.py"))
        if not path.as_posix().endswith(WITHOUT)
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ERRORS
        if not any(keyword.arg in {"hint", None} for keyword in call.keywords)
    ]
    assert without == []
