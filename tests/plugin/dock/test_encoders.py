"""The dock with encoders that know sensors, points and places: what it shows and what it asks the engine."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from landprint.plugin.client.failure import EngineFailure, cancelled
from landprint.plugin.dock.look_at.embed import embed_image
from landprint.plugin.dock.look_at.form.settings import DETAILS
from landprint.plugin.dock.look_at.imagery import masks
from landprint.plugin.resources import known_sensors
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtWidgets import QMessageBox

from tests.plugin.answering_session import ENCODER, LEFT, TOP
from tests.plugin.dock.stage import (
    ALT,
    CLAY,
    GALILEO,
    IMAGES,
    INSIDE,
    RECOGNISED,
    SATCLIP,
    buttons,
    choose,
    click_map,
    copied,
    correct_band,
    last,
    look_again,
    markers,
    opened_dialog,
    plain,
    press,
    setting,
)

ADVICE = "landprintAdvice_"
NOT_RECOGNISED = EngineFailure("parameter", "The raster's sensor cannot be told.")


def test_a_sentinel_2_image_without_weights_gets_advice(qtbot, offered):
    qtbot.waitUntil(offered.look_at.advice.isVisible)
    texts = [button.text() for button in buttons(offered, ADVICE)]
    assert texts[0].startswith("Galileo nano · 4.2 MB")
    assert texts[1].startswith("Clay v1.5")


def test_the_advice_is_taken_by_a_press_and_downloads_nothing(qtbot, offered, session):
    press(qtbot, offered, ADVICE)
    assert offered.look_at.encoder.name == "galileo-nano"
    assert offered.look_at.weights.text.text() == "4.2 MB to download"
    assert not offered.look_at.embed.button.isEnabled()
    assert not session.params_of("download")


def test_with_weights_galileo_is_chosen_by_itself(qtbot, weights, offered):
    qtbot.waitUntil(lambda: offered.look_at.encoder.name == "galileo-nano")
    assert not offered.look_at.advice.isVisible()


@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No])
def test_a_download_needs_a_yes(qtbot, answers, offered, asked, monkeypatch, answer):
    value = {"encoder": "galileo-nano", "title": "Galileo-nano", "agrees": True, "sentence": "Galileo-nano agrees."}
    monkeypatch.setattr(answers, "download", lambda _params: value, raising=False)
    asked.answer = answer
    choose(offered, "galileo-nano")
    offered.look_at.weights.download.button.click()
    assert "MIT" in asked[0]
    assert "https://huggingface.co/nasaharvest/galileo" in asked[0]
    if answer == QMessageBox.StandardButton.Yes:
        qtbot.waitUntil(lambda: answers.params_of("download") == [{"encoder": "galileo-nano"}])
    else:
        qtbot.wait(200)
        assert answers.params_of("download") == []


def test_the_sensor_is_said_in_a_line_and_marked_as_guessed(qtbot, offered):
    choose(offered, "galileo-nano")
    qtbot.waitUntil(lambda: offered.look_at.sensor.line == "Sentinel-2 L2A · 2 of 10 bands")
    assert offered.look_at.sensor.font().italic()
    assert "offset of 1,000" in offered.look_at.sensor.toolTip()
    assert setting(offered, "Date").placeholderText() == "2023-07-14 (guessed)"
    assert setting(offered, "Scale").currentText() == "guessed: with the offset"


def opened_sensor_dialog(qtbot, dock, line="Sentinel-2 L2A · 2 of 10 bands"):
    qtbot.waitUntil(lambda: dock.look_at.sensor.line == line)
    return opened_dialog(qtbot, dock.look_at.sensor)


def test_what_is_corrected_is_what_the_engine_is_told(qtbot, answers, offered):
    choose(offered, "galileo-nano")
    dialog = opened_sensor_dialog(qtbot, offered)
    correct_band(dialog, "blue", 3)
    dialog.scale.setCurrentIndex(dialog.scale.findData("count"))
    dialog.accept()
    said = {"sensor": "sentinel-2-l2a", "bands": [3, 2], "band_names": ["blue", "green"], "scale": "count"}
    qtbot.waitUntil(lambda: said.items() <= last(answers, "recognise").items())
    qtbot.waitUntil(lambda: not offered.look_at.sensor.font().italic())


def test_one_band_cannot_stand_for_two(qtbot, offered):
    choose(offered, "galileo-nano")
    dialog = opened_sensor_dialog(qtbot, offered)
    correct_band(dialog, "blue", 2)
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled()
    dialog.reject()


def test_an_image_that_is_not_recognised_can_be_explained(qtbot, answers, offered, monkeypatch):
    monkeypatch.setattr(answers, "recognise", lambda _params: NOT_RECOGNISED)
    choose(offered, "galileo-nano")
    look_again(offered)
    dialog = opened_sensor_dialog(qtbot, offered, "not recognised: choose…")
    assert dialog.sensor.count() == len(known_sensors())
    dialog.reject()


@pytest.mark.parametrize(
    ("encoder", "shown", "hidden"),
    [
        ("random-features", ("Filters", "Seed", "Patch"), ("Date", "Scale", "Recipe", "Overlap", "Checkpoint")),
        (
            "galileo-nano",
            ("Date", "Scale", "Recipe", "Pool", "Detail", "Checkpoint"),
            ("Filters", "Overlap", "Resample"),
        ),
        ("clay-v1.5", ("Date", "Overlap", "Detail"), ("Patch", "Filters")),
    ],
)
def test_more_shows_only_what_the_encoder_takes(answers, offered, encoder, shown, hidden):
    choose(offered, encoder)
    offered.look_at.disclosure.header.setChecked(True)
    assert [name for name in shown if not setting(offered, name).isVisible()] == []
    assert [name for name in hidden if setting(offered, name).isVisible()] == []


def test_more_names_and_asks_what_differs_from_the_default(qtbot, weights, answers, offered):
    choose(offered, "clay-v1.5")
    setting(offered, "Date").setText("2024-01-31")
    setting(offered, "Recipe").setCurrentIndex(1)
    setting(offered, "Detail").setCurrentIndex(list(DETAILS).index(2))
    setting(offered, "Overlap").setValue(64)
    setting(offered, "Pool").setCurrentIndex(1)
    setting(offered, "Runtime").setCurrentIndex(1)
    header = offered.look_at.disclosure.header.text()
    for part in ("2024-01-31", "fast", "detail 2", "overlap 64 px", "one a chip", "PyTorch"):
        assert part in header
    press(qtbot, offered, "landprintAreaWhole")
    wanted = {"date": "2024-01-31", "recipe": "fast", "detail": 2, "overlap": 64, "pool": "chip", "runtime": "torch"}
    qtbot.waitUntil(lambda: wanted.items() <= last(answers, "estimate_embedding").items())


def test_settings_of_one_encoder_are_not_asked_of_another(qtbot, offered, session):
    choose(offered, "galileo-nano")
    setting(offered, "Date").setText("2024-01-31")
    choose(offered, "random-features")
    press(qtbot, offered, "landprintAreaWhole")
    qtbot.waitUntil(lambda: last(session, "estimate_embedding").get("extent", 0) is None)
    assert not {"date", "recipe", "pool", "scale"} & last(session, "estimate_embedding").keys()


# Encoders that need all bands

ALL_BANDS = {
    **RECOGNISED,
    "sensor": "sentinel-2-l2a-all",
    "title": "Sentinel-2 L2A with all bands",
    "bands": [{"number": n, "name": f"b{n}", "by": "name", "clue": ""} for n in range(1, 13)],
    "sensor_bands": [f"b{n}" for n in range(1, 13)],
    "sensors": [{"name": "sentinel-2-l2a-all", "title": "Sentinel-2 L2A with all bands"}],
}


@pytest.fixture
def with_images(answers, monkeypatch):
    """The engine knows encoders that need all bands, too; the weights of all are here."""
    known = [ENCODER, GALILEO, CLAY, IMAGES, {**IMAGES, "name": "satclip-vit16-l10-image"}, SATCLIP]
    ready = [{**one, "ready": True} for one in known]
    monkeypatch.setattr(answers, "encoders", lambda _params: {"encoders": ready})
    monkeypatch.setattr(answers, "recognise", lambda _params: NOT_RECOGNISED)


@pytest.fixture
def recognise(with_images, answers, offered, monkeypatch):
    """Makes the shown image one of Sentinel-2, and gives it all bands or not."""

    def know(all_bands):
        answer = lambda params: all_bands if params["encoder"].endswith("-image") else RECOGNISED  # noqa: E731
        monkeypatch.setattr(answers, "recognise", answer)
        look_again(offered)

    return know


def offered_names(dock):
    combo = dock.look_at.encoders.combo
    return [combo.itemData(index) for index in range(combo.count())]


@pytest.fixture
def with_all_bands(qtbot, recognise, offered):
    """The shown image is one of Sentinel-2 with all bands, for which their encoders are offered."""
    recognise(ALL_BANDS)
    qtbot.waitUntil(lambda: "satclip-vit16-l40-image" in offered_names(offered))
    return offered


FIRST = ["random-features", "galileo-nano", "clay-v1.5"]


def test_an_image_with_all_bands_is_offered_the_encoders_that_need_them_after_the_others(qtbot, recognise, offered):
    recognise(ALL_BANDS)
    # The line between the two groups has no name.
    wanted = [*FIRST, None, "satclip-vit16-l40-image", "satclip-vit16-l10-image"]
    qtbot.waitUntil(lambda: offered_names(offered) == wanted)
    assert offered.look_at.encoder.name == "galileo-nano"


@pytest.mark.parametrize(
    "answer",
    [
        {**ALL_BANDS, "missing": ["coastal"]},
        RECOGNISED,
        EngineFailure("parameter", "The encoder takes something else."),
    ],
)
def test_an_image_without_all_bands_is_not(qtbot, recognise, offered, session, answer):
    recognise(answer)
    asked = lambda: [one for one in session.params_of("recognise") if one["encoder"].endswith("-image")]  # noqa: E731
    qtbot.waitUntil(lambda: bool(asked()))
    qtbot.wait(100)
    assert offered_names(offered) == FIRST
    assert len(asked()) == 1
    assert asked()[0]["scale"] == "offset-1000"  # which need not be guessed from the pixels again


def test_another_layer_takes_the_encoders_of_all_bands_away(qtbot, with_all_bands, answers, project, monkeypatch):
    choose(with_all_bands, "satclip-vit16-l40-image")
    with_all_bands.look_at.layer_combo.setCurrentText("Anywhere on Earth")
    qtbot.waitUntil(lambda: offered_names(with_all_bands) == ["satclip-vit16-l40"])
    monkeypatch.setattr(answers, "recognise", lambda _params: NOT_RECOGNISED)
    with_all_bands.look_at.layer_combo.setCurrentIndex(1)
    qtbot.wait(500)
    assert offered_names(with_all_bands) == FIRST
    assert with_all_bands.look_at.encoder.takes == "rasters"


def test_an_encoder_of_whole_chips_is_asked_for_what_it_takes_and_no_more(qtbot, with_all_bands, session):
    choose(with_all_bands, "satclip-vit16-l40-image")
    qtbot.waitUntil(lambda: with_all_bands.look_at.sensor.line == "Sentinel-2 L2A · 12 of 12 bands")
    assert "press" not in with_all_bands.look_at.sensor.toolTip()
    assert not with_all_bands.look_at.sensor.isEnabled()
    with_all_bands.look_at.disclosure.header.setChecked(True)
    shown = ("Scale", "Mask", "Resample", "Detail", "Output", "Checkpoint")
    assert [name for name in shown if not setting(with_all_bands, name).isVisible()] == []
    hidden = ("Date", "Patch", "Recipe", "Pool", "Runtime", "Overlap", "Filters", "Seed")
    assert [name for name in hidden if setting(with_all_bands, name).isVisible()] == []
    press(qtbot, with_all_bands, "landprintAreaWhole")
    wanted = {"encoder": "satclip-vit16-l40-image", "patch": 224, "extent": None}
    qtbot.waitUntil(lambda: wanted.items() <= last(session, "estimate_embedding").items())
    choose(with_all_bands, "galileo-nano")
    assert with_all_bands.look_at.sensor.isEnabled()


def test_settings_that_are_not_shown_are_not_asked(qtbot, with_all_bands, session):
    choose(with_all_bands, "galileo-nano")
    setting(with_all_bands, "Date").setText("2024-01-31")
    setting(with_all_bands, "Pool").setCurrentIndex(1)
    setting(with_all_bands, "Runtime").setCurrentIndex(1)
    choose(with_all_bands, "satclip-vit16-l40-image")
    wanted = {"encoder": "satclip-vit16-l40-image", "pool": "patch", "runtime": "auto", "date": None}
    qtbot.waitUntil(lambda: wanted.items() <= last(session, "estimate_embedding").items())
    assert with_all_bands.look_at.disclosure.header.text() == "More"
    choose(with_all_bands, "galileo-nano")
    wanted = {"encoder": "galileo-nano", "pool": "chip", "runtime": "torch", "date": "2024-01-31"}
    qtbot.waitUntil(lambda: wanted.items() <= last(session, "estimate_embedding").items())


def test_a_correction_of_ten_bands_is_not_told_to_an_encoder_of_all(qtbot, with_all_bands, session):
    choose(with_all_bands, "galileo-nano")
    opened_sensor_dialog(qtbot, with_all_bands).accept()
    qtbot.waitUntil(lambda: last(session, "recognise").get("sensor") == "sentinel-2-l2a")
    choose(with_all_bands, "satclip-vit16-l40-image")
    qtbot.waitUntil(lambda: last(session, "recognise")["encoder"] == "satclip-vit16-l40-image")
    assert "sensor" not in last(session, "recognise")


# Places without imagery


@pytest.fixture
def earth(qtbot, weights, offered):
    offered.look_at.layer_combo.setCurrentText("Anywhere on Earth")
    qtbot.waitUntil(lambda: offered.look_at.encoder.takes == "locations")
    return offered


def test_anywhere_on_earth_needs_no_layer(earth):
    assert earth.embeddings.is_earth
    assert not earth.look_at.bands.isVisible()
    assert not earth.look_at.areas.button(0).isVisible()
    assert earth.look_at.embed.button.text() == "Em&bed the Earth"


def test_the_earth_says_how_long_it_takes_the_first_time(qtbot, earth, answers):
    said = "259,200 places · about 20 s, once · 25 MB"
    qtbot.waitUntil(lambda: plain(earth.look_at.estimate.text()) == said)
    assert last(answers, "estimate_locations")["resolution"] == 0.5
    assert "One place every 0.5°, 256 dimensions each." in earth.look_at.estimate.toolTip()


@pytest.fixture
def embedded_earth(answers, tmp_path, monkeypatch):
    """The Earth was embedded by SatCLIP before."""
    checkpoint = tmp_path / "home" / "checkpoints" / "satclip.ckpt"
    earth = tmp_path / "home" / "earth" / "satclip-vit16-l40_{:x}.tif"
    for path in (checkpoint, earth):
        path.parent.mkdir(parents=True)
    checkpoint.write_bytes(b"weights")
    earth.with_name(earth.name.format(checkpoint.stat().st_mtime_ns)).write_bytes(bytes(2_000_000))
    here = {"part": "location", "encoder": "satclip-vit16-l40", "path": str(checkpoint)}
    known = {**answers.checkpoints({}), "checkpoints": [here]}
    monkeypatch.setattr(answers, "checkpoints", lambda _params: known)


def test_an_earth_that_is_embedded_says_so_and_is_not_measured(qtbot, embedded_earth, earth, answers):
    qtbot.waitUntil(lambda: earth.look_at.estimate.text() == "The Earth is embedded already: 2.0 MB.")
    qtbot.wait(700)
    assert answers.params_of("estimate_locations") == []


@pytest.fixture
def full_disk(answers, monkeypatch):
    little = {**answers.estimate_locations({}), "free_bytes": 100_000_000}
    monkeypatch.setattr(answers, "estimate_locations", lambda _params: little)


def test_an_earth_without_room_says_so(qtbot, full_disk, earth):
    said = "Needs 226 MB of disk, only 100 MB are free."
    qtbot.waitUntil(lambda: earth.look_at.estimate.text() == said)


def test_points_say_how_long_they_take(qtbot, earth, answers, points):
    earth.look_at.layer_combo.setLayer(points)
    assert earth.look_at.estimate.text() == "Estimating…"
    said = "20 points · about 10 s · 84 kB"
    qtbot.waitUntil(lambda: plain(earth.look_at.estimate.text()) == said)
    wanted = {"encoder": "satclip-vit16-l40", "checkpoint": None, "count": 20}
    assert last(answers, "estimate_points") == wanted


def test_a_layer_without_points_is_not_measured(qtbot, earth, answers, project):
    layer = QgsVectorLayer("Point?crs=EPSG:31985", "nothing", "memory")
    project.addMapLayer(layer)
    earth.look_at.layer_combo.setLayer(layer)
    qtbot.wait(700)
    assert earth.look_at.estimate.text() == ""
    assert answers.params_of("estimate_points") == []


def test_a_layer_without_points_says_so_when_it_is_to_be_embedded(earth, project, notices):
    layer = QgsVectorLayer("Point?crs=EPSG:31985", "nothing", "memory")
    project.addMapLayer(layer)
    earth.look_at.layer_combo.setLayer(layer)
    earth.look_at.embed.button.click()
    assert notices.failures[-1].message == "“nothing” has no points."


def test_a_stopped_embedding_of_points_promises_nothing(qtbot, earth, points, session):
    session.failures["embed_points"] = cancelled()
    earth.look_at.layer_combo.setLayer(points)
    earth.look_at.embed.button.click()
    qtbot.waitUntil(lambda: earth.look_at.estimate.text() == "Stopped.")


def test_a_click_anywhere_asks_for_the_place_in_degrees(qtbot, earth, canvas, session):
    press(qtbot, earth, "landprintPick")
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: "256 numbers" in earth.similar.facts.text())
    asked = last(session, "location_at")
    assert asked["crs"] == "EPSG:4326"
    assert -36 < asked["at"][0] < -34  # Olinda
    assert -9 < asked["at"][1] < -7


def test_an_image_again_ends_anywhere_on_earth(earth, image):
    earth.look_at.layer_combo.setLayer(image)
    assert not earth.embeddings.is_earth
    assert earth.look_at.encoder.takes == "rasters"


@pytest.fixture
def points(project):
    fields = "&".join(f"field=e{index:03}:double" for index in range(8))
    layer = QgsVectorLayer(f"Point?crs=EPSG:31985&{fields}", "places · SatCLIP", "memory")
    features = []
    for number in range(20):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(LEFT + 100 * number, TOP - 100 * number)))
        feature.setAttributes([float(number)] * 8)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    project.addMapLayer(layer)
    return layer


def test_points_with_embeddings_are_taken_up(offered, points):
    offered.embeddings.choose(points)
    assert offered.embeddings.points is points
    assert not offered.classes.suggest.isVisible()


def test_a_click_near_a_point_numbers_those_like_it(qtbot, answers, offered, points, canvas, monkeypatch):
    found = [{"row": row, "x": -35.0, "y": -8.0 - row / 100, "similarity": 0.9} for row in range(10)]
    value = {"output": None, "selected": [3], "points": found}
    monkeypatch.setattr(answers, "similar_points", lambda _params: value, raising=False)
    offered.embeddings.choose(points)
    press(qtbot, offered, "landprintPick")
    click_map(canvas, INSIDE)
    similar = lambda: QgsProject.instance().mapLayersByName("Most similar · places · SatCLIP")  # noqa: E731
    qtbot.waitUntil(lambda: bool(similar()))
    assert similar()[0].featureCount() == 10
    assert copied(offered.similar.copy) == [3.0] * 8
    click_map(canvas, QgsPointXY(LEFT + 950, TOP - 450))
    qtbot.wait(200)
    assert len(similar()) == 1


def test_a_click_to_exclude_is_no_place_among_points(qtbot, offered, points, canvas, notices):
    offered.embeddings.choose(points)
    press(qtbot, offered, "landprintPick")
    click_map(canvas, INSIDE, ALT)
    assert markers(canvas) == []
    assert buttons(offered, "landprintPlace") == []
    assert "Alt" in notices.made[-1][0]


def test_classes_of_points_are_categories(qtbot, answers, offered, points, tmp_path, monkeypatch):
    def kmeans_points(params):
        from osgeo import ogr, osr

        crs = osr.SpatialReference()
        crs.ImportFromEPSG(31985)
        dataset = ogr.GetDriverByName("GPKG").CreateDataSource(params["output"])
        layer = dataset.CreateLayer("points", crs, ogr.wkbPoint)
        layer.CreateField(ogr.FieldDefn("class", ogr.OFTInteger))
        colours = ("#8da0cb", "#1b9e77")
        classes = [
            {"label": n + 1, "name": f"class {n + 1}", "colour": colours[n], "share": 0.5, "patches": 10}
            for n in (0, 1)
        ]
        return {"output": params["output"], "column": "class", "classes": classes, "inertia": 1.0}

    monkeypatch.setattr(answers, "kmeans_points", kmeans_points, raising=False)
    offered.embeddings.choose(points)
    offered.classes.run.button.click()
    qtbot.waitUntil(lambda: offered.classes.table.rowCount() == 2)
    (layer,) = QgsProject.instance().mapLayersByName("Classes (2)")
    assert isinstance(layer.renderer(), QgsCategorizedSymbolRenderer)
    offered.classes.table.item(1, 1).setText("coast")
    assert layer.renderer().categories()[1].label() == "coast · 50 %"


def test_points_in_no_file_are_copied_before_they_are_embedded(qtbot, earth, answers, project, notices, monkeypatch):
    def embed_points(params):
        copy = QgsVectorLayer(params["points"], "copy", "ogr")
        said = "1 of 2 rows has a place that is not on Earth: row 2."
        return {"output": params["points"], "points": 2, "embedded": copy.featureCount(), "notes": [said]}

    monkeypatch.setattr(answers, "embed_points", embed_points, raising=False)
    layer = QgsVectorLayer("Point?crs=EPSG:31985&field=name:string", "places", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromPointXY(INSIDE))
    feature.setAttributes(["here"])
    layer.dataProvider().addFeatures([feature])
    project.addMapLayer(layer)
    earth.look_at.layer_combo.setLayer(layer)
    assert earth.look_at.embed.button.text() == "Em&bed points"
    earth.look_at.embed.button.click()
    qtbot.waitUntil(lambda: bool(project.mapLayersByName("SatCLIP")))
    (made,) = project.mapLayersByName("SatCLIP")
    assert [one["name"] for one in made.getFeatures()] == ["here"]
    assert "1 point embedded. 1 of 2 rows has a place" in notices.made[-1][0]


@pytest.fixture
def areas(project, tmp_path):
    """Squares with a list of numbers each, in a file."""
    features = []
    for number in range(6):
        left = -35 + number / 100
        ring = [[left + x / 100, -8 + y / 100] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "geometry": geometry, "properties": {"embeddings": [number + 0.5] * 8}})
    path = tmp_path / "chips.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    layer = QgsVectorLayer(str(path), "chips", "ogr")
    project.addMapLayer(layer)
    return layer


def test_areas_with_a_list_of_numbers_each_are_embeddings_too(
    qtbot, answers, offered, areas, canvas, session, notices, monkeypatch
):
    found = [{"row": 1, "x": -35.0, "y": -8.0, "similarity": 0.9}, {"row": 2, "x": None, "y": None, "similarity": 0.8}]
    said = "2 of 6 rows are exact duplicates of an earlier one: the same place and embedding."
    value = {"output": None, "selected": [3], "points": found, "notes": [said]}
    monkeypatch.setattr(answers, "similar_points", lambda _params: value, raising=False)
    offered.embeddings.choose(areas)
    assert offered.embeddings.points is areas
    press(qtbot, offered, "landprintPick")
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: bool(QgsProject.instance().mapLayersByName("Most similar · chips")))
    assert copied(offered.similar.copy) == [3.5] * 8
    assert last(session, "similar_points")["points"].endswith("chips.geojson")
    assert QgsProject.instance().mapLayersByName("Most similar · chips")[0].featureCount() == 1
    click_map(canvas, QgsPointXY(LEFT + 950, TOP - 450))
    qtbot.waitUntil(lambda: len(session.params_of("similar_points")) == 2)
    qtbot.wait(200)
    assert [text for text, *_ in notices.made if "duplicates" in text] == [said]


def test_areas_without_a_coordinate_system_are_asked_in_their_own_coordinates(
    qtbot, answers, offered, areas, canvas, session, monkeypatch
):
    value = {"output": None, "selected": [0], "points": [], "notes": []}
    monkeypatch.setattr(answers, "similar_points", lambda _params: value, raising=False)
    QgsProject.instance().takeMapLayer(areas)
    areas.setCrs(QgsCoordinateReferenceSystem())
    QgsProject.instance().addMapLayer(areas)
    offered.embeddings.choose(areas)
    press(qtbot, offered, "landprintPick")
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: bool(session.params_of("similar_points")))
    asked = last(session, "similar_points")
    assert (asked["crs"], asked["at_crs"]) == (None, None)
    assert asked["at"] == [[pytest.approx(INSIDE.x(), abs=5), pytest.approx(INSIDE.y(), abs=5)]]


def test_a_mask_is_told_to_the_engine(qtbot, offered, session, project):
    mask = QgsVectorLayer("Polygon?crs=EPSG:31985", "clouds", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(offered.look_at.layer_combo.currentLayer().extent()))
    mask.dataProvider().addFeatures([feature])
    project.addMapLayer(mask)
    setting(offered, "Mask").setLayer(mask)
    qtbot.waitUntil(lambda: str(last(session, "estimate_embedding").get("mask", "")).endswith("mask.gpkg"))
    assert "masked" in offered.look_at.disclosure.header.text()


def test_a_crs_that_was_set_by_hand_is_told_to_the_engine(qtbot, offered, session):
    layer = offered.look_at.layer_combo.currentLayer()
    assert "raster_crs" not in last(session, "estimate_embedding")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32725"))
    choose(offered, "random-features")
    qtbot.waitUntil(lambda: '"EPSG",32725' in last(session, "estimate_embedding").get("raster_crs", ""))


@pytest.fixture
def polygons(offered, project):
    """A mask in memory: two areas in opposite corners of the image, and one between them."""
    image = offered.look_at.layer_combo.currentLayer().extent()
    layer = QgsVectorLayer("Polygon?crs=EPSG:31985", "clouds", "memory")
    for x, y in ((0.1, 0.1), (0.5, 0.5), (0.9, 0.9)):
        centre = QgsPointXY(image.xMinimum() + x * image.width(), image.yMinimum() + y * image.height())
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromPointXY(centre).buffer(image.width() / 20, 2))
        layer.dataProvider().addFeatures([feature])
    layer.updateExtents()
    project.addMapLayer(layer)
    return layer


def masked(path):
    """The geometries in a mask's file, as text."""
    return sorted(feature.geometry().asWkt(1) for feature in QgsVectorLayer(path, "mask", "ogr").getFeatures())


def embedded_mask(qtbot, offered, answers, monkeypatch):
    """The mask that an embedding gets: its path, and what is in it."""
    choose(offered, "random-features")
    found = []
    embed = answers.embed_raster

    def embed_raster(params):
        found.append((params["mask"], masked(params["mask"])))
        return embed(params)

    monkeypatch.setattr(answers, "embed_raster", embed_raster)
    layers = len(QgsProject.instance().mapLayers())
    offered.look_at.embed.button.click()
    qtbot.waitUntil(lambda: len(QgsProject.instance().mapLayers()) > layers)
    monkeypatch.setattr(answers, "embed_raster", embed)
    return found[0]


def move_the_middle_one(layer):
    middle = sorted(layer.getFeatures(), key=lambda feature: feature.id())[1]
    geometry = middle.geometry()
    geometry.translate(layer.extent().width() / 10, 0)
    return middle.id(), geometry


def by_editing(layer):
    layer.startEditing()
    layer.changeGeometry(*move_the_middle_one(layer))
    layer.commitChanges()


def without_saving(layer):
    layer.startEditing()
    layer.changeGeometry(*move_the_middle_one(layer))


def behind_its_back(layer):
    number, geometry = move_the_middle_one(layer)
    layer.dataProvider().changeGeometryValues({number: geometry})
    layer.triggerRepaint()


@pytest.mark.parametrize("change", [by_editing, without_saving, behind_its_back])
def test_a_mask_that_was_edited_inside_its_bounds_is_copied_again(
    qtbot, offered, answers, polygons, monkeypatch, change
):
    setting(offered, "Mask").setLayer(polygons)
    path, before = embedded_mask(qtbot, offered, answers, monkeypatch)
    change(polygons)
    other_path, after = embedded_mask(qtbot, offered, answers, monkeypatch)
    assert after != before
    assert after == sorted(feature.geometry().asWkt(1) for feature in polygons.getFeatures())
    assert other_path != path
    polygons.rollBack()


def test_a_mask_that_stays_the_same_keeps_its_copy_so_that_a_stopped_run_goes_on(
    qtbot, offered, answers, polygons, monkeypatch
):
    setting(offered, "Mask").setLayer(polygons)
    path, _ = embedded_mask(qtbot, offered, answers, monkeypatch)
    written = Path(path).stat().st_mtime_ns
    assert embedded_mask(qtbot, offered, answers, monkeypatch)[0] == path
    assert Path(path).stat().st_mtime_ns == written


def test_a_mask_of_many_polygons_is_copied_in_the_task_and_never_in_the_windows_thread(
    qtbot, offered, answers, session, polygons, monkeypatch
):
    threads = []
    copy_features = masks.copy_features

    def watched(*arguments):
        threads.append(threading.current_thread() is threading.main_thread())
        return copy_features(*arguments)

    monkeypatch.setattr(masks, "copy_features", watched)
    monkeypatch.setattr(embed_image, "FEW_POLYGONS", 2)
    setting(offered, "Mask").setLayer(polygons)
    _, found = embedded_mask(qtbot, offered, answers, monkeypatch)
    assert (len(found), threads) == (3, [False])


def test_only_a_classification_is_asked_for_its_classes(qtbot, offered, project, image):
    combo = setting(offered, "Mask")
    offered.look_at.disclosure.header.setChecked(True)
    polygons = QgsVectorLayer("Polygon?crs=EPSG:31985", "clouds", "memory")
    project.addMapLayer(polygons)
    combo.setLayer(polygons)
    assert setting(offered, "Mask").isVisible()
    assert not setting(offered, "MaskClasses").isVisible()
    combo.setLayer(image)
    assert setting(offered, "MaskClasses").isVisible()


def test_anywhere_on_earth_is_never_chosen_by_itself(offered, project, image):
    project.removeMapLayer(image.id())
    assert offered.look_at.layer_combo.currentText() == "Choose a layer…"
    assert not offered.embeddings.is_earth
    assert not offered.look_at.embed.button.isEnabled()


def test_clouds_that_a_scene_tells_of_are_left_out_by_a_tick(qtbot, answers, offered, session, monkeypatch):
    qtbot.waitUntil(lambda: bool(last(session, "recognise")))
    assert not setting(offered, "Clouds").isVisibleTo(offered.look_at.more)
    scl = {**RECOGNISED, "clouds": "T31TFJ_20230714T105621_SCL_20m.jp2"}
    monkeypatch.setattr(answers, "recognise", lambda _params: scl, raising=False)
    look_again(offered)
    qtbot.waitUntil(lambda: setting(offered, "Clouds").isVisibleTo(offered.look_at.more))
    assert "SCL_20m.jp2" in setting(offered, "Clouds").toolTip()
    assert not setting(offered, "Clouds").isChecked()
    setting(offered, "Clouds").setChecked(True)
    qtbot.waitUntil(lambda: last(session, "estimate_embedding").get("mask_clouds") is True)
    assert "without clouds" in offered.look_at.disclosure.header.text()
