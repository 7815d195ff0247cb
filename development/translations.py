"""Collects the texts of plugin and engine into resources/i18n/*.ts, and makes the .qm files that QGIS reads.

``lupdate`` and ``lrelease`` are Qt's own. ``lupdate`` reads no Python: the texts are handed to it as C++. A translator
opens a .ts file in Qt Linguist, and runs ``make translations`` again.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
CONTEXT = "Landprint"
LANGUAGES = ("de", "fr")
# Of these only the errors are shown in QGIS; the rest is for the command line.
ERRORS_ALONE = (
    "engine/cli.py",
    "engine/progress_bar.py",
    "engine/requests/parameters.py",
    "engine/server.py",
    "engine/weights/",
)
UNSEEN = ("Parameter", "Toolbox", "operation", "compile", "getLogger", "execute", "write")
FORMATS = re.compile(r'="|"EPSG"|^SELECT ')  # no sentences, though they look like it
# What stands at the place is a part of an English sentence.
PIECES = re.compile(r"\{(who|what|sentence|known|rows|twice|note|away|doubt|against|value|behaviour)\}")
# Of Python: for programmers.
OF_PYTHON = (
    "ValueError",
    "TypeError",
    "RuntimeError",
    "KeyError",
    "AttributeError",
    "OSError",
    "NotImplementedError",
)
SHOWN = ("title", "description", "good_for", "checkpoint_title")  # of a row of the resources


class Text(NamedTuple):
    """A text in English; one ``is_counted`` has a form for each kind of number."""

    text: str
    is_counted: bool = False


def plugin_texts() -> Iterator[Text]:
    """What is handed to ``tr`` and ``tr_n`` in the plugin."""
    for path in sorted((ROOT / "plugin").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            place = {"tr": 0, "tr_n": 1}.get(node.func.id)
            if place is None:
                continue
            text = node.args[place]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield Text(text.value, is_counted=node.func.id == "tr_n")


def declared_texts() -> Iterator[Text]:
    """What the toolbox shows of the engine's parameters."""
    sys.path.insert(0, str(ROOT / "build" / "link"))
    from landprint.engine.operations.table import OPERATIONS

    for operation in OPERATIONS.values():
        for parameter in operation.parameters:
            if parameter.toolbox is not None:
                yield from (Text(parameter.toolbox.label), Text(parameter.toolbox.help))


def resource_texts() -> Iterator[Text]:
    """What the dock shows of encoders and sensors."""
    encoders = json.loads((ROOT / "resources" / "encoders.json").read_text("utf-8"))
    sensors = json.loads((ROOT / "resources" / "sensors.json").read_text("utf-8"))["sensors"]
    for row in (*encoders["families"].values(), *encoders["encoders"].values(), *sensors):
        yield from (Text(row[key]) for key in SHOWN if key in row)
        yield from (Text(recipe["title"]) for recipe in row.get("recipes", ()))


def engine_texts() -> Iterator[Text]:
    """What the engine says: progress, notes, findings, errors, hints. Values in it become places with names."""
    for path in sorted((ROOT / "engine").rglob("*.py")):
        errors_alone = path.relative_to(ROOT).as_posix().startswith(ERRORS_ALONE)
        tree = ast.parse(path.read_text("utf-8"))
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            text = _template(node)
            if not text or not (_is_title(node, parents) or _is_sentence(text)):
                continue
            if _is_in_error(node, parents) or not (errors_alone or _is_unseen(node, parents)):
                yield Text(text)


def _template(node: ast.AST) -> str:
    """The text of a literal, with a name in braces for each value; empty for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    parts, names = [], []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            words = re.findall(r"[a-z]\w*", ast.unparse(part.value))
            name = words[-1] if words else "value"
            names.append(name)
            parts.append(f"{{{name}{names.count(name) if names.count(name) > 1 else ''}}}")
        else:
            parts.append(str(ast.literal_eval(part)))
    return "".join(parts)


def _is_sentence(text: str) -> bool:
    if FORMATS.search(text) or PIECES.search(text):
        return False
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\w*\}", "", text))
    is_whole = text.endswith((".", "?", "!", "…")) or (
        text[0].isupper() and words[:1] != [] and words[0].endswith("ing")
    )
    return bool(re.match(r"[A-Z“{]", text)) and is_whole and len(words) > 1


def _is_title(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    parent = parents[node]
    is_constant = isinstance(node, ast.Constant) and " " in str(node.value)
    if isinstance(parent, ast.Assign):
        return is_constant and ast.unparse(parent.targets[0]) == "title"
    return is_constant and isinstance(parent, ast.keyword) and parent.arg == "title"


def _is_unseen(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether it is a docstring, help of the command line, or for programmers."""
    if isinstance(parents[node], ast.Expr):
        return True
    while (node := parents.get(node)) is not None:  # type: ignore[assignment]
        if isinstance(node, ast.JoinedStr):
            return True
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called.endswith("Error") or called in UNSEEN:
                return True
    return False


def _is_in_error(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether it is the sentence or the hint of an error for people."""
    while (node := parents.get(node)) is not None:  # type: ignore[assignment]
        if isinstance(node, (ast.JoinedStr, ast.stmt)) and not isinstance(node, ast.Raise):
            return False
        if isinstance(node, ast.keyword) and node.arg == "command":
            return False
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called.endswith("Error") and called not in OF_PYTHON:
                return True
    return False


def all_texts() -> list[Text]:
    """Each text once, in a fixed order."""
    return sorted({*plugin_texts(), *declared_texts(), *resource_texts(), *engine_texts()})


def as_cpp(texts: list[Text]) -> str:
    """The texts in a form that lupdate reads."""
    lines = [
        f"QCoreApplication::translate({_quoted(CONTEXT)}, {_quoted(one.text)}, nullptr{', n' * one.is_counted});"
        for one in texts
    ]
    return "\n".join(["void texts(int n) {", *lines, "}", ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # JSON escapes as C++ does


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    templates = sorted({one.text for one in engine_texts() if "{" in one.text})
    (FOLDER / "engine.json").write_text(json.dumps(templates, ensure_ascii=False, indent=0) + "\n", "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.cpp"
        source.write_text(as_cpp(all_texts()), "utf-8")
        for language in LANGUAGES:
            file = FOLDER / f"landprint_{language}.ts"
            # A text that has changed is a new one: a guess from a similar one would pass for a translation.
            options = ["-no-obsolete", "-locations", "none", "-disable-heuristic", "similartext"]
            languages = ["-source-language", "en", "-target-language", language]
            subprocess.run(["lupdate", "-silent", *options, *languages, source, "-ts", file], check=True)
            subprocess.run(["lrelease", "-silent", file, "-qm", file.with_suffix(".qm")], check=True)
            unfinished = file.read_text("utf-8").count('type="unfinished"')
            print(f"{file.relative_to(ROOT)}: {unfinished} texts without a translation")


if __name__ == "__main__":
    sys.exit(main())
