"""The texts that people see, in the language of QGIS: English, and what ``resources/i18n`` has.

Translations are looked up, and not installed in Qt: that would tell each widget of QGIS that its language has changed.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

CONTEXT = "Landprint"
LANGUAGES = ("de", "fr")
FOLDER = Path(__file__).absolute().parent.parent / "resources" / "i18n"


def tr(text: str) -> str:
    """The text in QGIS's language; what stands in its places is filled in after: ``tr("No {name}.").format(name=…)``.

    ``make translations`` finds the text in the source: it is a literal.
    """
    return find(text) or text


def tr_n(one: str, many: str, n: int) -> str:
    """The form for this number, which stands at ``{n}``: ``tr_n("{n} class", "{n} classes", 8)`` is "8 classes"."""
    return (find(many, n) or (one if n == 1 else many)).replace("{n}", format_number(n))


def translated(text: str) -> str:
    """A text that does not stand in the plugin: of the engine's, of its declarations, or of ``resources``.

    What the engine says has values in it already: it is taken apart by the templates that it was made of.
    """
    if translator_of_qgis() is None or not text:
        return text
    return find(text) or _from_template(text) or text


def find(text: str, n: int = -1) -> str:
    """The text's translation, of the form for the number ``n``; empty where there is none."""
    return _look_up(translator_of_qgis(), text, n)


def in_every_language(text: str) -> list[str]:
    """The text and its translations: what a project says in one language is understood in every other."""
    return [text, *filter(None, (_look_up(_translator(language), text) for language in LANGUAGES))]


def _look_up(translator: Any, text: str, n: int = -1) -> str:
    # As bytes: Python's Qt takes a str of ASCII alone here.
    return "" if translator is None else str(translator.translate(CONTEXT.encode(), text.encode(), None, n))


def _from_template(text: str) -> str:
    for template, pieces in _templates():
        if all(piece in text for piece in pieces) and (said := find(template)):
            pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template))
            if found := re.fullmatch(pattern, text, re.DOTALL):
                values = {name: translated(value) for name, value in found.groupdict().items()}
                return said.format(**values)
    return ""


@cache
def _templates() -> list[tuple[str, list[str]]]:
    """The texts of the engine with places, those with the most words first, and what stands between the places."""
    templates = json.loads((FOLDER / "engine.json").read_text("utf-8"))
    found = [(template, re.split(r"\{\w+\}", template)) for template in templates]
    return sorted(found, key=lambda one: -sum(map(len, one[1])))


def format_number(value: float, decimals: int = 0) -> str:
    """The number as QGIS's locale writes it: 1,240.5 in English, 1.240,5 in German."""
    if "qgis" not in sys.modules:  # `python -m plugin.setup` in a terminal
        return f"{value:,.{decimals}f}"
    from qgis.PyQt.QtCore import QLocale

    return QLocale().toString(float(value), "f", decimals)


@cache
def translator_of_qgis() -> Any:
    """The translations into QGIS's language; None where the texts stay as they are."""
    if "qgis.core" not in sys.modules:
        return None
    from qgis.core import QgsApplication

    application = QgsApplication.instance()
    language = (application.translation() if application else QgsApplication.locale())[:2]
    return _translator(language) if language in LANGUAGES else None


@cache
def _translator(language: str) -> Any:
    """The translations into this language; None where they cannot be read."""
    from qgis.PyQt.QtCore import QTranslator

    translator = QTranslator()
    return translator if translator.load(str(FOLDER / f"landprint_{language}.qm")) else None
