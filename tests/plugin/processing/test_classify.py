from __future__ import annotations

import numpy as np
import pytest
from landprint.plugin.compat import TextField
from qgis.core import QgsFeature, QgsField, QgsGeometry, QgsVectorLayer

from tests.plugin.running import read, refusal, run, run_and_load
from tests.plugin.scene import MIDDLE_Y, Feedback, kind_x

pytestmark = pytest.mark.usefixtures("landprint_plugin")

KINDS = ("sand", "rock", "ice")


def examples(offsets: tuple[float, ...] = (-200, 0, 200)) -> QgsVectorLayer:
    """A layer of a point or more in each stripe, with its kind."""
    layer = QgsVectorLayer("Point?crs=EPSG:32633", "examples", "memory")
    layer.dataProvider().addAttributes([QgsField("kind", TextField)])
    layer.updateFields()
    for number, kind in enumerate(KINDS):
        for offset in offsets:
            feature = QgsFeature(layer.fields())
            feature.setAttribute("kind", kind)
            feature.setGeometry(QgsGeometry.fromWkt(f"Point({kind_x(number)} {MIDDLE_Y + offset})"))
            assert layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return layer


def of_stripes(path: str) -> list[float]:
    """The class of most of each of the three stripes."""
    labels = read(path)
    return [float(np.median(stripe)) for stripe in np.array_split(labels, 3, axis=1)]


def test_examples_become_a_map_of_their_classes_and_a_model_for_others(embeddings, tmp_path):
    feedback = Feedback()
    model, certainty = str(tmp_path / "m.json"), str(tmp_path / "p.tif")
    learned = run(
        "classify",
        feedback,
        INPUT=embeddings,
        EXAMPLES=examples(),
        CLASS_COLUMN="kind",
        SAVE_MODEL=model,
        CERTAINTY=certainty,
        OUTPUT=str(tmp_path / "c.tif"),
    )
    assert of_stripes(learned["OUTPUT"]) == [3, 2, 1]  # by name
    assert learned["SCORE"] == 1
    assert any("Right on 100 % of the places left out" in text for text in feedback.said)
    assert 1 / 3 <= np.nanmin(read(certainty)) < np.nanmax(read(certainty)) <= 1
    applied = run("classify", INPUT=embeddings, MODEL=model, OUTPUT=str(tmp_path / "d.tif"))
    np.testing.assert_array_equal(read(applied["OUTPUT"]), read(learned["OUTPUT"]))


def test_the_map_of_classes_has_their_names_and_colours(embeddings, project, tmp_path):
    layer = run_and_load(
        "classify", project, INPUT=embeddings, EXAMPLES=examples(), CLASS_COLUMN="kind", OUTPUT=str(tmp_path / "c.tif")
    )
    assert [one.label for one in layer.renderer().classes()] == sorted(KINDS)


def test_a_map_of_classes_needs_examples_and_their_field_or_a_model(embeddings, tmp_path):
    output = str(tmp_path / "c.tif")
    assert "There are no examples to learn from" in refusal("classify", INPUT=embeddings, OUTPUT=output)
    assert "Its columns are" in refusal("classify", INPUT=embeddings, EXAMPLES=examples(), OUTPUT=output)


def test_a_single_example_of_a_class_has_no_score_and_a_sentence(embeddings, tmp_path):
    feedback = Feedback()
    single = {"EXAMPLES": examples((0,)), "CLASS_COLUMN": "kind"}
    found = run("classify", feedback, INPUT=embeddings, **single, OUTPUT=str(tmp_path / "c.tif"))
    assert of_stripes(found["OUTPUT"]) == [3, 2, 1]
    assert found["SCORE"] is None
    assert any("There is no score" in text for text in feedback.said)


def test_what_the_toolbox_makes_is_a_result(embeddings, project, tmp_path):
    layer = run_and_load(
        "classify", project, INPUT=embeddings, EXAMPLES=examples(), CLASS_COLUMN="kind", OUTPUT=str(tmp_path / "c.tif")
    )
    assert layer.customProperty("landprint/result") == "toolbox"
