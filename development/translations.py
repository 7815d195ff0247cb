"""Collects the texts of plugin and engine into resources/i18n/*.ts, and makes the .qm files that QGIS reads.

``lupdate`` and ``lrelease`` are Qt's own. ``lupdate`` reads no Python: the texts are handed to it as C++. A translator
opens a .ts file in Qt Linguist, and runs ``make translations`` again.
"""

from __future__ import annotations

import ast
import json
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


def all_texts() -> list[Text]:
    """Each text once, in a fixed order."""
    return sorted(set(plugin_texts()))


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
