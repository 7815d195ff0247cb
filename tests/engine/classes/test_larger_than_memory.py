"""Maps of classes of embeddings that are larger than the memory, beside those of embeddings that are kept in it."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest
import rasterio

from engine.analysis.blocks import EmbeddingBlocks
from engine.analysis.similarity import OpenEmbeddings
from engine.classes.classify import learn_model, write_classes
from engine.classes.examples import gather_examples
from engine.classes.kmeans_raster import apply_clusters, cluster_raster
from engine.classes.raster import read_class_legend
from engine.embedding_rasters.raster import EmbeddingRaster
from engine.points.places import labelled_places
from engine.progress import Reporter
from tests.engine.make_rasters import NORTH_UP, vectors, write_embeddings

LITTLE, MUCH = 9 * 2**20, 2**30  # bytes; of the first, GDAL's cache takes most
WIDTH, HEIGHT = 600, 300


@pytest.fixture(scope="module")
def embeddings(tmp_path_factory):
    values = vectors(16, HEIGHT, WIDTH)
    values[:, 100:140, 200:400] = np.nan
    return write_embeddings(tmp_path_factory.mktemp("larger") / "e.tif", values, tiled=True)


def content(path):
    """Values, tags and colours of a raster, with the names beside it."""
    with rasterio.open(path) as dataset:
        colours = dataset.colormap(1) if dataset.dtypes[0] == "uint8" else None
        names = path.with_name(f"{path.name}.aux.xml")
        text = names.read_text() if names.exists() else ""
        return dataset.read(1).tobytes(), dataset.tags(), dataset.tags(1), colours, text


@pytest.mark.parametrize("sieved", [0, 6])
def test_kmeans_gives_the_same_with_little_memory_and_leaves_nothing_beside_it(embeddings, tmp_path, sieved):
    found = []
    for memory in (LITTLE, MUCH):
        output = tmp_path / f"{memory}" / "classes.tif"
        output.parent.mkdir()
        with closing(EmbeddingRaster(embeddings)) as source:
            blocks = EmbeddingBlocks(source, memory)
            value = cluster_raster(blocks, output, 5, seed=0, sieved=sieved, tags={}, reporter=Reporter())
            assert blocks.is_kept == (memory == MUCH)
        assert sorted(path.name for path in output.parent.iterdir()) == ["classes.tif", "classes.tif.aux.xml"]
        again = output.with_name("again.tif")
        with closing(EmbeddingRaster(embeddings)) as source:
            classes, _ = apply_clusters(
                EmbeddingBlocks(source, memory),
                read_class_legend(str(output)),
                again,
                names=("e.tif", "classes.tif"),
                sieved=sieved,
                tags={},
                reporter=Reporter(),
            )
        found.append((value, content(output), classes, content(again)))
    assert found[0] == found[1]


def test_classes_certainty_and_next_places_are_the_same_with_little_memory(embeddings, tmp_path):
    found = []
    given = [(name, col, row) for name, col in (("a", 10), ("b", 250), ("c", 590)) for row in (5, 90, 290)]
    places = [
        {"class": name, "x": x, "y": y} for name, col, row in given for x, y in [NORTH_UP @ (col + 0.5, row + 0.5)]
    ]
    for memory in (LITTLE, MUCH):
        output, certainty = tmp_path / f"{memory}.tif", tmp_path / f"{memory}-certainty.tif"
        with closing(OpenEmbeddings(embeddings, memory_bytes=memory)) as opened:
            labelled, _ = labelled_places(places, None, opened.grid)
            model, _ = learn_model(opened, gather_examples(opened, labelled, {}, []), Reporter())
            value = write_classes(
                opened,
                model,
                output,
                certainty=certainty,
                save_model=None,
                next_places=5,
                tags={},
                reporter=Reporter(),
            )
            assert opened.is_kept == (memory == MUCH)
        assert len(value["next_places"]) > 1
        found.append(({**value, "output": "", "certainty": ""}, content(output), content(certainty)))
    assert found[0] == found[1]
