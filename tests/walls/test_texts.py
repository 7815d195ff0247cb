"""The texts that people see: all go through ``tr``, and all have German and French translations."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree as ET

import pytest

from development.translations import FOLDER, LANGUAGES, Text, all_texts, engine_texts
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


def _messages(language: str) -> dict[Text, list[str]]:
    """The texts with their translations, one for each form."""
    found = {}
    written = ET.parse(FOLDER / f"landprint_{language}.ts")  # noqa: S314 - our own file
    for message in written.getroot().iter("message"):
        translation = message.find("translation")
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        is_done = translation.get("type") is None
        text = Text(message.findtext("source"), is_counted=message.get("numerus") == "yes")
        found[text] = forms if is_done else [""]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_a_translation(language):
    # After a change of a text: `make translations`, and the translation in the .ts file.
    messages = _messages(language)
    assert sorted(set(messages) ^ set(all_texts())) == []
    assert [text for text, forms in messages.items() if not all(forms)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_text(language):
    wrong = [
        (text, form)
        for (text, is_counted), forms in _messages(language).items()
        for form in forms
        if _names(form) - {"n"} != _names(text) - {"n"} or (not is_counted and _names(form) != _names(text))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_begins_ends_and_has_lines_and_a_shortcut_as_its_text(language):
    def shape(text: str) -> tuple[object, ...]:
        ends = (text.startswith(" "), text.endswith(" "), text.endswith("…"), text.count("\n"))
        return (*ends, len(re.findall(r"&\w", text)), text.count(";;"))

    wrong = [
        (text, form) for (text, _), forms in _messages(language).items() for form in forms if shape(form) != shape(text)
    ]
    assert wrong == []


def test_the_templates_of_the_engine_are_those_of_its_source():
    templates = {text.text for text in engine_texts() if "{" in text.text}
    assert set(json.loads((FOLDER / "engine.json").read_text("utf-8"))) == templates


# Texts of these look like sentences or names, and no person reads them in QGIS's language.
NOT_SHOWN = {
    "plugin/setup/__main__.py": "in a terminal",
    "plugin/client/environment.py": "names of variables and folders",
    "plugin/setup/platforms.py": "names of folders",
    "plugin/setup/check.py": "programs for another Python",
    "plugin/layers/sources/scene.py": "a file of GDAL's",
    "plugin/layers/outputs/wmts.py": "names of the standard",
    "plugin/settings.py": "names of QGIS's settings",
    "plugin/setup/fetch.py": "names of HTTP",
    "plugin/setup/index.py": "names of HTTP",
}
CODE = re.compile(r"[<>{]|\\|;$|::|\w\(|field=|\w=|^\(\?|^[A-Z]\w*[A-Z]\w*$|^https?:|^landprint|error \d|\|")
NAMES = {
    *("Landprint", "QGIS", "PyTorch", "ONNX Runtime", "True", "Polygon", "Point", "Windows"),
    *("Byte", "Gray", "Red", "Green", "Blue", "Undefined"),  # GDAL's
    *("deep learning", "foundation model"),  # tags of the toolbox
    "Picture",  # a sensor's title, in the engine's own language
    "line of points",  # of the dock's menu
    "line of the engine",
    *("Clouds", "Resample", "Storage"),  # names of controls, too
}
# Calls, and constants of a class, that take no text for people.
FOR_PROGRAMS = {
    *(
        "tr",
        "tr_n",
        "getattr",
        "hasattr",
        "TypeVar",
        "log",
        "compile",
        "sub",
        "setObjectName",
        "setStyleSheet",
        "match",
    ),
    *("RuntimeError", "ValueError", "OSError", "NotImplementedError", "customProperty", "setCustomProperty", "search"),
    *("get", "setStyleSheet", "setRawHeader", "QFontMetrics", "strftime", "toString", "import_module", "execute"),
}
CONSTANTS = {"TAGS", "GROUP", "GROUPS", "TEXTS"}


def _is_for_people(text: str) -> bool:
    """Whether it reads like words: several of them, or one that begins with a capital."""
    words = re.findall(r"[A-Za-zé]{2,}", text)
    if text.strip() in NAMES or not words or CODE.search(text):
        return False
    return (" " in text.strip() and len(words) > 1) or bool(re.fullmatch(r"&?[A-Z][a-z&]+…?", text))


def test_every_text_of_the_plugin_goes_through_tr():
    found = []
    for path in PLUGIN:
        tree = ast.parse(path.read_text("utf-8"))
        parents, name = _parents(tree), path.relative_to(ROOT).as_posix()
        if name in NOT_SHOWN:
            continue
        for node in ast.walk(tree):
            text = _literal(node)
            if text and _is_for_people(text) and not _is_for_programs(node, parents):
                found.append(f"{name}:{node.lineno}: {text}")
    assert found == []


def _literal(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        return text if " " in text else ""  # else a name
    return ""


def _is_for_programs(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    parent = parents[node]
    if isinstance(parent, (ast.Expr, ast.Compare, ast.arg, ast.Yield)):
        return True
    while (parent := parents.get(node)) is not None:
        if isinstance(parent, ast.JoinedStr) or (isinstance(parent, ast.Subscript) and parent.slice is node):
            return True
        if isinstance(parent, ast.AnnAssign) and parent.annotation is node:
            return True
        if isinstance(parent, ast.Call) and ast.unparse(parent.func).rpartition(".")[2] in FOR_PROGRAMS:
            return True
        if isinstance(parent, ast.Assign) and ast.unparse(parent.targets[0]) in CONSTANTS:
            return True
        node = parent
    return False


# Options of the command line, numbers of errors, variables of the environment, and words of the code.
JARGON = re.compile(r"(?<![\w-])--[a-z]|\bErrno\b|\b[A-Z]{2,}(?:_[A-Z]+)+\b|\bdims\b")
PRODUCTS = re.compile(r"\b(?:QA_PIXEL|MTD_MSI)\b")


def test_texts_have_no_words_of_programs():
    shown = (re.sub(r"\{\w*\}", "", one.text) for one in all_texts())
    assert [text for text in shown if JARGON.search(PRODUCTS.sub("", text))] == []
