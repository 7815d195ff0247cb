"""An embedding layer in a temporary file is kept in one of the person's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.dock.find_similar.embeddings import keep_embeddings
from landprint.plugin.dock.find_similar.embeddings.keep_embeddings import Copy, copy_whole
from landprint.plugin.layers.sources.source import embeddings_path
from qgis.core import QgsMultiBandColorRenderer


@pytest.fixture
def folder(tmp_path):
    """Where layers are kept; not under QGIS's temporary folder."""
    return tmp_path / "kept"


def test_a_temporary_embedding_layer_is_offered_to_be_kept(embedded):
    assert embedded.similar.keep.isVisible()


def test_a_kept_layer_has_its_embeddings_in_the_chosen_file(qtbot, embedded, folder):
    folder.mkdir()
    layer = embedded.embeddings.current
    before, abstract = Path(embeddings_path(layer)).read_bytes(), layer.metadata().abstract()
    embedded.similar.keep.wanted.emit(str(folder / "mine.tif"))
    qtbot.waitUntil(lambda: not embedded.similar.keep.isVisible())
    assert embeddings_path(layer) == str(folder / "mine.tif")
    assert (folder / "mine.tif").read_bytes() == before
    assert layer.source() == str(folder / "mine_pca.tif")
    assert layer.isValid()
    assert isinstance(layer.renderer(), QgsMultiBandColorRenderer)
    assert layer.metadata().abstract() == abstract
    assert embedded.embeddings.current is layer
    assert sorted(path.name for path in folder.iterdir()) == ["mine.tif", "mine_pca.tif"]


def test_a_picture_that_is_there_is_not_replaced_without_a_yes(embedded, asked, folder):
    folder.mkdir()
    (folder / "mine_pca.tif").write_bytes(b"somebody's")
    embedded.similar.keep.wanted.emit(str(folder / "mine.tif"))
    assert asked == ["“mine_pca.tif” exists. Replace it?"]
    assert [path.name for path in folder.iterdir()] == ["mine_pca.tif"]


def test_a_folder_that_is_not_there_is_said(qtbot, embedded, folder, notices):
    embedded.similar.keep.wanted.emit(str(folder / "mine.tif"))
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert "No such file" in notices.failures[0].message
    assert embedded.similar.keep.isEnabled()


def test_a_copy_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def fill_the_disk(_source, target):
        Path(target).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keep_embeddings.shutil, "copyfile", fill_the_disk)
    with pytest.raises(OSError, match="No space"):
        copy_whole(Copy(tmp_path / "a.tif", tmp_path / "b.tif"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ticked", [True, False])
def test_a_stac_item_is_written_beside_the_kept_file_when_it_is_ticked(
    qtbot, embedded, folder, session, monkeypatch, ticked
):
    folder.mkdir()
    monkeypatch.setattr(session, "stac_item", lambda params: {"item": params["embeddings"]}, raising=False)
    embedded.similar.keep.stac.setChecked(ticked)
    embedded.similar.keep.wanted.emit(str(folder / "mine.tif"))
    qtbot.waitUntil(lambda: not embedded.similar.keep.isVisible())
    wanted = [{"embeddings": str(folder / "mine.tif")}] if ticked else []
    assert session.params_of("stac_item") == wanted


@pytest.mark.parametrize("day", ["2023-07-14", ""])
def test_a_day_that_is_not_known_is_asked_for(qtbot, embedded, folder, session, notices, monkeypatch, day):
    folder.mkdir()
    refusal = EngineFailure("parameter", "The day of the image is not known.")
    monkeypatch.setattr(
        session, "stac_item", lambda params: {"item": "mine.json"} if "date" in params else refusal, raising=False
    )
    asked = []
    monkeypatch.setattr(embedded.similar.keep, "ask_day", lambda why: asked.append(why) or day)
    embedded.similar.keep.stac.setChecked(True)
    embedded.similar.keep.wanted.emit(str(folder / "mine.tif"))
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.waitUntil(lambda: len(session.params_of("stac_item")) == (2 if day else 1))
    assert asked == ["The day of the image is not known."]
    assert session.params_of("stac_item")[-1].get("date", "") == day
    qtbot.waitUntil(lambda: notices.failures == ([] if day else [refusal]))
