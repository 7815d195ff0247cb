"""The texts that people see: all go through ``tr``, and all have German and French translations."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from tests.places import ROOT

PLUGIN = sorted((ROOT / "plugin").rglob("*.py"))


def _parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def _names(text: str) -> set[str]:
    """The names of the text's places."""
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def _calls(name: str) -> Iterator[tuple[Path, ast.Call, dict[ast.AST, ast.AST]]]:
    for path in PLUGIN:
        tree = ast.parse(path.read_text("utf-8"))
        parents = _parents(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield path.relative_to(ROOT), node, parents


def _filled(call: ast.Call, parents: dict[ast.AST, ast.AST]) -> set[str] | None:
    """The names that ``.format`` fills in right after the call; None where it is not called there."""
    attribute = parents[call]
    if not (isinstance(attribute, ast.Attribute) and attribute.attr == "format"):
        return None
    outer = parents[attribute]
    return {keyword.arg or "**" for keyword in outer.keywords} if isinstance(outer, ast.Call) else None


def test_what_is_filled_in_are_the_places_of_the_text():
    wrong = []
    for path, call, parents in _calls("tr"):
        text, filled = call.args[0], _filled(call, parents)
        if isinstance(text, ast.Constant) and filled is not None and filled != _names(text.value):
            wrong.append((str(path), call.lineno, text.value))
    for path, call, parents in _calls("tr_n"):
        one, many = (_names(ast.literal_eval(text)) for text in call.args[:2])
        if (one | many) - {"n"} != (_filled(call, parents) or set()):
            wrong.append((str(path), call.lineno, ast.unparse(call)))
    assert wrong == []


def test_only_a_literal_is_translated():
    # lupdate finds no other one.
    others = [
        f"{path}:{call.lineno}"
        for name, count in (("tr", 1), ("tr_n", 2))
        for path, call, _parents in _calls(name)
        if not all(isinstance(text, ast.Constant) for text in call.args[:count])
    ]
    assert others == []
