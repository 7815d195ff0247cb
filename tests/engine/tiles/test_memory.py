"""An index that is larger than the memory is read in blocks, from which the same comes."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.make_rasters import NORTH_UP, read_all
from tests.engine.tiles.conftest import embed_all, op

LITTLE, MUCH = 64, 2048  # MB; the first is the least that can be asked for


@pytest.mark.slow
def test_an_index_larger_than_the_memory_gives_the_same_as_with_much_memory(planned, tmp_path, monkeypatch):
    job, plan = planned(filters=256, patch=4)
    assert plan["output_bytes"] > LITTLE * 2**20
    embed_all(job)
    (mosaic,) = op("index_tiles", job=str(job))["mosaics"]
    asked = {
        "similarity_map": {"at": [NORTH_UP @ (255.0, 300.0)]},  # on a seam
        "kmeans": {"clusters": 4},
        "principal_components": {},
    }
    for name, params in asked.items():
        results = []
        for megabytes in (LITTLE, MUCH):
            output = tmp_path / f"{name}-{megabytes}.tif"
            monkeypatch.setenv("LANDPRINT_MEMORY_MB", str(megabytes))
            limit = {} if name == "principal_components" else {"max_memory_mb": megabytes}
            op(name, embeddings=mosaic, output=str(output), **params, **limit)
            results.append(read_all(output))
        assert np.array_equal(*results, equal_nan=True), name
