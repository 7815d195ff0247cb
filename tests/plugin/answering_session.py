"""A session that answers at once, with the engine's values and small rasters: for tests of the dock alone."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Event

import numpy as np
from landprint.engine.operations.table import OPERATIONS
from landprint.plugin.client.failure import EngineFailure
from osgeo import gdal, ogr, osr
from qgis.core import QgsCoordinateReferenceSystem

SIDE = 20  # pixels of the rasters that it makes
PIXEL_M = 100.0
CHIP_M = 800.0  # metres on the side of the chips that it answers with
LEFT, TOP = 280_000.0, 9_120_000.0  # where they lie, EPSG:31985
ENCODER = {
    "name": "random-features",
    "title": "Random features",
    "dim": 512,
    "takes": "rasters",
    "description": "Looks at the image with patches of itself.",
    "licence": "GPL-2.0-or-later",
    "licence_url": "",
    "source_url": "",
    "download_bytes": 0,
    "ready": True,
    "patch": {"default": 8, "minimum": 1, "maximum": 256},
    "recipes": [],
    "default_recipe": None,
}


def write_raster(path, bands, *, nodata=None, descriptions=()):
    """A GeoTIFF of the bands, (count, height, width), over Olinda."""
    bands = np.asarray(bands)
    kind = {"uint8": gdal.GDT_Byte, "float32": gdal.GDT_Float32}[bands.dtype.name]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), bands.shape[2], bands.shape[1], len(bands), kind)
    dataset.SetGeoTransform((LEFT, PIXEL_M, 0, TOP, 0, -PIXEL_M))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(31985)
    dataset.SetProjection(crs.ExportToWkt())
    for number, values in enumerate(bands, 1):
        band = dataset.GetRasterBand(number)
        band.WriteArray(values)
        if nodata is not None:
            band.SetNoDataValue(nodata)
        if descriptions:
            band.SetDescription(descriptions[number - 1])
    dataset.FlushCache()
    return str(path)


class Answer:
    """A request that is answered already, or not yet when ``value`` comes later."""

    def __init__(self):
        self._future = Future()
        self.was_cancelled = False

    def cancel(self):
        self.was_cancelled = True
        self._future.cancel()

    def result(self, timeout_s=None):
        return self._future.result(timeout_s)

    def answer(self, value):
        if isinstance(value, EngineFailure):
            self._future.set_exception(value)
        else:
            self._future.set_result(value)


class AnsweringSession:
    """Answers each request by the method of that name; ``asked`` keeps them; ``failures`` replaces answers.

    Raises ParameterError where the engine's declarations do not have what is sent.
    """

    def __init__(self, folder):
        self.folder = folder
        self.asked = []
        self.failures = {}

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        pass

    def close(self):
        pass

    def restart(self):
        ended = Event()
        ended.set()
        return ended

    def submit(self, method, params=None, on_progress=None, on_done=None):
        answer = Answer()
        self.asked.append((method, params))
        answer.answer(self._answer(method, params))
        if on_done is not None:
            on_done(answer)
        return answer

    def request(self, method, params=None, on_progress=None, is_cancelled=None):
        self.asked.append((method, params))
        value = self._answer(method, params)
        if isinstance(value, EngineFailure):
            raise value
        return value

    def params_of(self, method):
        """The parameters of each request for this operation."""
        return [params for name, params in self.asked if name == method]

    def _answer(self, method, params):
        OPERATIONS[method].checked(params or {})
        return self.failures.get(method) or getattr(self, method)(params)

    # The operations

    def encoders(self, _params):
        return {"encoders": [ENCODER]}

    def checkpoints(self, _params):
        return {"folder": str(self.folder / "home" / "checkpoints"), "checkpoints": [], "unfinished": [], "bytes": 0}

    def recognise(self, _params):
        return EngineFailure("parameter", "The raster's sensor cannot be told from its name or bands.")

    def info(self, params):
        dataset = gdal.Open(params["path"])
        own = dataset.GetRasterBand(1).GetDescription() == "e0000"
        values = params["values"]
        name, title = ("landprint", "Landprint") if own else ("plain", "Plain numbers")
        if values == "alphaearth":
            name, title = "alphaearth", "AlphaEarth"
        kind = {
            "kind": name,
            "title": title,
            "model": "random-features" if own else "unknown",
            "values": "plain" if values == "auto" else values,
            "decoding": "The numbers are what they are.",
            "dim": dataset.RasterCount,
        }
        tags = {"DATE": "2023-07-14"} if own else {}
        return {"path": params["path"], "embedding": kind, "gsd_m": 120.0 if own else None, "tags": tags}

    def open(self, _params):
        return {"dim": 8}

    def estimate_embedding(self, params):
        side = params["patch"] / (params.get("detail") or 1)
        return {
            "chips": 1240,
            "patches": max(round((SIDE / side) ** 2), 1),
            "dim": 512,
            "seconds": 118.0,
            "output_bytes": 34_000_000,
            "scratch_bytes": 60_000_000,
            "free_bytes": 10**12,
            "notes": ["The bands were taken as they come."],
        }

    def estimate_points(self, params):
        return {"points": params["count"], "dim": 256, "seconds": 12.2, "output_bytes": 4_200 * params["count"]}

    def estimate_locations(self, _params):
        return {
            "places": 259_200,
            "dim": 256,
            "seconds": 18.0,
            "output_bytes": 24_600_000,
            "scratch_bytes": 201_000_000,
            "free_bytes": 10**12,
        }

    def embed_raster(self, params):
        codes = np.random.default_rng(0).integers(1, 255, (8, SIDE, SIDE)).astype("uint8")
        names = [f"e{index:04}" for index in range(8)]
        write_raster(params["output"], codes, nodata=0, descriptions=names)
        return {
            "output": params["output"],
            "encoder": "random-features",
            "dim": 8,
            "patches": 400,
            "valid_patches": 400,
            "notes": [],
        }

    def principal_components(self, params):
        codes = np.random.default_rng(0).integers(1, 255, (3, SIDE, SIDE)).astype("uint8")
        return {"output": write_raster(params["output"], codes, nodata=0), "explained": [0.5, 0.2, 0.1]}

    def embedding_at(self, params):
        return {"vector": [0.1 * index for index in range(8)], "dimension": 8, "norm": 1.18, "at": params["at"]}

    def location_at(self, params):
        return {"vector": [0.5] * 256, "dimension": 256, "norm": 8.0, "at": params["at"]}

    def compare(self, _params):
        return {"cosine": 0.834, "raw_cosine": 0.97}

    def chip_embedding_at(self, params):
        x, y = params["at"]
        return {
            "vector": [x - LEFT, 3.0, 4.0],
            "dimension": 3,
            "norm": ((x - LEFT) ** 2 + 25.0) ** 0.5,
            "at": params["at"],
            "bounds": [x - CHIP_M / 2, y - CHIP_M / 2, x + CHIP_M / 2, y + CHIP_M / 2],
            "crs": QgsCoordinateReferenceSystem("EPSG:31985").toWkt(),
            "encoder": params["encoder"],
            "pixels": 8,
            "valid": 1.0,
            "notes": ["Taken for what it is."],
        }

    def similarity_map(self, params):
        values = np.linspace(-1, 1, SIDE * SIDE, dtype="float32").reshape(1, SIDE, SIDE)
        for x, y in params["at"]:  # a liked place is like itself
            column, row = int((x - LEFT) // PIXEL_M), int((TOP - y) // PIXEL_M)
            if 0 <= column < SIDE and 0 <= row < SIDE:
                values[0, row, column] = 1
        write_raster(params["output"], values, nodata=float("nan"))
        histogram, _edges = np.histogram(values, 256, (-1, 1))
        return {
            "output": params["output"],
            "minimum": -1.0,
            "maximum": 1.0,
            "mean": 0.0,
            "percentiles": {"2": -0.96, "50": 0.0, "90": 0.8, "95": 0.9, "98": 0.96, "99": 0.98},
            "valid": SIDE * SIDE,
            "pixel_area_m2": PIXEL_M**2,
            "histogram": histogram.tolist(),
            "threshold": 0.75,
        }

    def similar_places(self, _params):
        places = [{"x": LEFT + 50 + 100 * i, "y": TOP - 50 - 100 * i, "similarity": 1 - i / 10} for i in range(10)]
        return {"places": places, "crs": "EPSG:31985"}

    def kmeans(self, params):
        labels = (np.arange(SIDE * SIDE) % 3 + 1).astype("uint8").reshape(1, SIDE, SIDE)
        write_raster(params["output"], labels, nodata=0)
        colours = ("#8da0cb", "#1b9e77", "#d95f02")
        amount = {"share": 1 / 3, "patches": 133, "hectares": 133.25, "like": None}
        classes = [{"label": i + 1, "name": f"class {i + 1}", "colour": colours[i], **amount} for i in range(3)]
        return {"output": params["output"], "classes": classes, "inertia": 1.0, "seconds": 0.1}

    def merge_classes(self, params):
        made = self.kmeans(params)
        gone = params["merge"][1:]
        return {**made, "classes": [{**one, "share": 0.5} for one in made["classes"] if one["label"] not in gone]}

    def apply_classes(self, params):
        return {**self.kmeans(params), "notes": ["The months differ."]}

    def typical_patches(self, params):
        place = {"class": params["label"], "name": "", "x": LEFT + 150, "similarity": 0.9}
        return {"places": [{**place, "y": TOP - 150 * rank, "rank": rank} for rank in (1, 2, 3)], "crs": None}

    def class_polygons(self, params):
        dataset = ogr.GetDriverByName("GPKG").CreateDataSource(params["output"])
        layer = dataset.CreateLayer("classes", None, ogr.wkbPolygon)
        layer.CreateField(ogr.FieldDefn("class", ogr.OFTInteger))
        return {"output": params["output"], "polygons": 9, "classes": []}

    def change_map(self, params):
        distances = np.linspace(0, 1, SIDE * SIDE, dtype="float32").reshape(1, SIDE, SIDE)
        write_raster(params["output"], distances)
        percents = {"2": 0.02, "50": 0.5, "90": 0.9, "95": 0.95, "98": 0.98, "99": 0.99}
        facts = {"minimum": 0.0, "maximum": 1.0, "mean": 0.5, "valid": SIDE * SIDE, "pixel_area_m2": PIXEL_M**2}
        return {"output": params["output"], "percentiles": percents, **facts, "notes": ["The months differ."]}

    def choose_bands(self, _params):
        return {"bands": [{"number": n, "low": low, "high": low + 1.5} for n, low in ((5, 0.25), (2, -1.0), (4, 0.5))]}

    def classify(self, params):
        """A class a column of the raster, in the order of their colours."""
        names = list(dict.fromkeys(one["class"] for one in params["places"]))
        names = [name for name in params["colours"] if name in names]
        labels = (np.arange(SIDE * SIDE) % len(names) + 1).astype("uint8").reshape(1, SIDE, SIDE)
        write_raster(params["output"], labels, nodata=0)
        if params.get("certainty"):
            write_raster(params["certainty"], np.full((1, SIDE, SIDE), 0.7, "float32"), nodata=float("nan"))
        counts = {name: sum(one["class"] == name for one in params["places"]) for name in names}
        single = [name for name in names if counts[name] == 1]
        has_score = len(names) > 1 and not single
        classes = [
            {
                "label": label,
                "name": name,
                "colour": params["colours"][name],
                "share": 1 / len(names),
                "patches": SIDE * SIDE // len(names),
                "hectares": 400 / len(names),
                "places": counts[name],
                "examples": counts[name],
            }
            for label, name in enumerate(names, 1)
        ]
        return {
            "output": params["output"],
            "certainty": params.get("certainty"),
            "model": params.get("save_model"),
            "classes": classes,
            "method": "logistic" if len(names) > 1 else "similarity",
            "score": 0.93 if has_score else None,
            "score_places": len(params["places"]),
            "score_folds": 2 if has_score else 0,
            "no_score": None if has_score else "single" if len(names) > 1 else "one_class",
            "single": single,
            "class_scores": dict.fromkeys(names, 0.93) if has_score else {},
            "mean_certainty": 0.7,
            "next_places": [{"x": LEFT + 1050, "y": TOP - 1050, "class": names[0], "other": None, "certainty": 0.5}],
            "crs": QgsCoordinateReferenceSystem("EPSG:31985").toWkt(),
            "valid": SIDE * SIDE,
            "pixel_area_m2": PIXEL_M**2,
            "notes": [],
        }

    def suggest_clusters(self, _params):
        return {"clusters": 5, "silhouettes": {"5": 0.4}}
