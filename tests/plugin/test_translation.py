"""The texts in QGIS's language, and numbers in its locale."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from landprint.plugin import translation
from landprint.plugin.layers.styling.class_names import is_default_name, shown_name
from landprint.plugin.translation import format_number, tr, tr_n, translated
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale

QUESTION = "Landprint: what else looks like this place?"


@pytest.fixture
def language(qgis_app):
    """Sets QGIS's language, which is otherwise chosen once and for all when it starts."""
    before, locale = qgis_app.translation(), QLocale()

    def choose(code: str) -> None:
        QgsApplication.setTranslation(code)
        QLocale.setDefault(QLocale(code))
        translation.translator_of_qgis.cache_clear()

    yield choose
    choose(before)
    QLocale.setDefault(locale)


@pytest.mark.parametrize(("code", "word"), [("de", "Ort"), ("de_AT", "Ort"), ("fr", "lieu"), ("en_US", "place")])
def test_a_text_is_in_the_language_of_qgis(language, code, word):
    language(code)
    assert word in tr(QUESTION)


def test_a_language_without_translations_has_english_texts(language):
    language("sv")
    assert tr(QUESTION) == QUESTION


def test_a_text_without_a_translation_stays_as_it_is(language):
    language("de")
    assert tr("No such text") == "No such text"


def test_the_form_follows_the_number(language):
    language("en_US")
    assert [tr_n("{n} place", "{n} places", n) for n in (0, 1, 1240)] == ["0 places", "1 place", "1,240 places"]


def test_numbers_are_written_as_in_the_locale(language):
    language("de_DE")
    assert [format_number(1240), format_number(0.5, 2), format_number(-1.24, 1)] == ["1.240", "0,50", "-1,2"]


@pytest.mark.parametrize("code", translation.LANGUAGES)
def test_what_qgis_reads_is_what_the_translators_wrote(language, code):
    language(code)
    written = ET.parse(translation.FOLDER / f"landprint_{code}.ts")  # noqa: S314 - our own file
    for message in written.getroot().iter("message"):
        text, one = message.findtext("source"), message.find("translation")
        forms = [form.text for form in one.iter("numerusform")]
        if forms:
            read = [translation.find(text, n) for n in (1, 7)]
            assert read == forms
        else:
            assert translation.find(text) == one.text


def test_a_sentence_of_the_engine_is_translated_with_the_values_in_it(language):
    language("de")
    said = translated("Left out: the inside of the polygons of Seen & Flüsse.")
    assert said == "Weggelassen: das Innere der Polygone von Seen & Flüsse."


def test_an_error_of_the_engine_is_translated_with_the_values_in_it(language):
    language("de")
    assert translated("There is no file /a/b.tif.") == "Es gibt keine Datei /a/b.tif."


def test_a_sentence_of_the_engine_without_a_translation_stays_as_it_is(language):
    language("de")
    assert translated("There is no such {sentence}.") == "There is no such {sentence}."


@pytest.mark.parametrize(("code", "word"), [("de", "Klasse"), ("fr", "classe"), ("en_US", "class")])
def test_a_class_that_nobody_has_named_has_its_name_in_the_language_of_qgis(language, code, word):
    language(code)
    for name in ("class 12", "Klasse 12", "classe 12"):  # of a file, or of a project in another language
        assert is_default_name(name)
        assert shown_name(name) == f"{word} 12"


@pytest.mark.parametrize("name", ["forest", "class", "class 3 b", "Class of 1990", "my class 3", ""])
def test_the_name_that_someone_gave_to_a_class_stays(language, name):
    language("de")
    assert not is_default_name(name)
    assert shown_name(name) == name


@pytest.mark.parametrize(
    "note",
    [
        "Sentinel-2 L2A: 10 of 10 bands by names.",
        "Bands that are not used: 1 (B1), 10 (B9).",
        (
            "An offset of 1,000 is taken off: the darkest of the sample is 1035; nothing but the pixels tells, so"
            " say it by the scale if you know."
        ),
    ],
)
def test_what_the_engine_says_of_a_sensor_is_in_the_language_of_qgis(language, note):
    language("de")
    assert translated(note) != note
