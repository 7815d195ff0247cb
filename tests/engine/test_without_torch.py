"""All encoders run where torch cannot be imported: it is an extra, for graphics cards alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import safetensors.numpy

from engine.encoders.clay import model as clay
from tests import checkpoints
from tests.engine.make_rasters import scene, write_raster
from tests.places import ROOT, golden_weights, random_checkpoint

BANDS = ["blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "swir16", "swir22"]
ALL_BANDS = ["coastal", *BANDS[:8], "nir09", *BANDS[8:]]

PROGRAM = """
import json, sys
sys.modules["torch"] = None  # importing it raises
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
state = State()
for operation, params in json.loads(sys.argv[1]):
    run_operation(state, operation, params, Reporter())
"""


def test_every_encoder_runs_where_torch_cannot_be_imported(tmp_path: Path) -> None:
    clay_weights = tmp_path / "clay.safetensors"
    safetensors.numpy.save_file(checkpoints.clay_of(clay.SIZES["tiny"]), clay_weights)
    pixels = (scene(12, 256, 256) * 12).astype(np.uint16)
    ten, twelve = (write_raster(tmp_path / f"{count}.tif", pixels[:count]) for count in (10, 12))
    known = {"sensor": "sentinel-2-l2a", "scale": "count"}
    of_ten = {"raster": [str(ten)], "bands": list(range(1, 11)), "band_names": BANDS, **known}
    of_clay = {"encoder": "clay-v1.5", "checkpoint": str(clay_weights), "heads": 4}
    of_galileo = {"encoder": "galileo-nano", "checkpoint": str(golden_weights("galileo-nano.pt"))}
    rasters = [
        {"raster": [str(ten)], "encoder": "random-features"},
        {**of_ten, **of_clay},
        {**of_ten, **of_clay, "precision": "int8"},
        {**of_ten, **of_clay, "runtime": "torch"},  # which says so, and takes the CPU
        {**of_ten, **of_galileo},
    ]
    for backbone in ("resnet18", "resnet50", "vit16"):
        weights = random_checkpoint(f"satclip-{backbone}-image.ckpt")
        encoder = {"encoder": f"satclip-{backbone}-l10-image", "checkpoint": str(weights)}
        rasters.append(
            {
                "raster": [str(twelve)],
                "bands": list(range(1, 13)),
                "band_names": ALL_BANDS,
                **known,
                "sensor": "sentinel-2-l2a-all",
                **encoder,
            }
        )
    asked = [
        ("embed_raster", {**params, "output": str(tmp_path / f"{index}.embedded.tif")})
        for index, params in enumerate(rasters)
    ]
    of_places = {"encoder": "satclip-resnet18-l10", "checkpoint": str(golden_weights("satclip-l10.ckpt"))}
    asked.append(("location_at", {**of_places, "at": [7.6, 47.6]}))
    command = [sys.executable, "-c", PROGRAM, json.dumps(asked)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert len(list(tmp_path.glob("*.embedded.tif"))) == len(rasters)
