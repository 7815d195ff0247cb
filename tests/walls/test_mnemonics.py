"""The letters that Alt reaches: each stands once in a window, and a translation has one where the English text does."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree import ElementTree as ET

import pytest

from tests.places import ROOT

MNEMONIC = re.compile(r"&([^\W_])")
TEXT = re.compile(r'\btr\(\s*"([^"]*&\w[^"]*)"')
WINDOWS = {
    "models": ("dock/models/dialog", "dock/models/left_results"),
    "options": ("options/page",),
    "set-up": ("dock/set_up/page",),
    "the dock's menu": ("dock/body",),
    "own sensor": ("dock/scene/own_sensor_dialog",),
    "sensor": ("dock/look_at/imagery/sensor_dialog",),
    "kit": ("dock/set_up/kit_dialog",),
    "diagnosis": ("dock/diagnose/dialog",),
    "menu of classes": ("dock/cluster/class_actions",),
    "menu of an example": ("dock/classify/table",),
    "examples of a layer": ("dock/classify/layer_dialog",),
    "menu of scenes": ("dock/scene/open_scene",),
    "dock": (
        "dock/look_at/form/section",
        "dock/look_at/form/weights",
        "dock/find_similar/form/section",
        "dock/find_similar/form/picking",
        "dock/classify/section",
        "dock/cluster/section",
        "dock/change/section",
    ),
}
ONE_BUTTON = {"Set &up again": "Set &up the engine"}  # of which one is shown
OF_MENUS = re.compile("^(&Selected features|&Coordinates|&Class map|&Polygons|&Model, for)")  # which the dock opens


def translations(language: str) -> dict[str, str]:
    messages = ET.parse(ROOT / "resources" / "i18n" / f"landprint_{language}.ts").getroot().iter("message")  # noqa: S314 - ours
    return {one.findtext("source") or "": one.findtext("translation") or "" for one in messages}


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_letter_stands_for_one_thing_in_a_window(window, language):
    said = {} if language == "en" else translations(language)
    texts = {text for name in WINDOWS[window] for text in TEXT.findall((ROOT / f"plugin/{name}.py").read_text("utf-8"))}
    assert texts
    by_letter = defaultdict(set)
    for text in texts:
        if window != "dock" or not OF_MENUS.match(text):
            control = "embed" if text.startswith("Em&bed ") else ONE_BUTTON.get(text, text)
            by_letter[MNEMONIC.search(said.get(text, text))[1].lower()].add(control)
    assert {letter: controls for letter, controls in by_letter.items() if len(controls) > 1} == {}


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_translation_has_a_letter_where_the_english_text_has_one(language):
    texts = translations(language).items()
    assert [text for text, said in texts if bool(MNEMONIC.search(text)) != bool(MNEMONIC.search(said))] == []
