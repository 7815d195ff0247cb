"""The model of classes learned from examples: what it says of embeddings, and the JSON file that holds it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .. import VERSION
from ..embedding_rasters.encoder_tags import UNKNOWN, YEAR, check_same_encoder, encoder_tags
from ..embedding_rasters.raster import EmbeddingRaster
from ..errors import SourceError
from ..rasters.output import whole_file

MODEL_KIND = "landprint class model"
LOGISTIC, CENTROID, SIMILARITY = "logistic", "centroid", "similarity"
ARRAYS = ("mean", "weights", "intercept")
MOST_CLASSES = 100
MOST_BYTES = 128 * 1024 * 1024  # of a model's file
COLOUR = re.compile("#[0-9a-f]{6}")
ORIGIN = ("PATCH", "CHECKPOINT_SHA256", "FILTERS_SHA256")  # what is kept of the encoder's tags


@dataclass(frozen=True, kw_only=True)
class ClassModel:
    """Linear functions of a direction u = (e - mean) / |e - mean|; plain arrays, so that reading it executes nothing.

    With several classes, the probabilities are the softmax of weights u + intercept. With one class, whose ``weights``
    are directions (k, dim), it is where the largest of them is at least ``threshold``.
    """

    method: str
    names: tuple[str, ...]
    colours: tuple[str, ...]
    mean: NDArray[np.float32]  # (dim,)
    weights: NDArray[np.float32]  # (class, dim)
    intercept: NDArray[np.float32]  # (class,)
    threshold: float = 0.0
    origin: dict[str, str] = field(default_factory=dict)  # what made the embeddings, as ``origin_of`` says
    score: float | None = None  # balanced accuracy on places left out
    score_places: int = 0  # examples that it rests on

    def outputs(self, products: np.ndarray) -> np.ndarray:
        """Label from 1, certainty and margin (3, n) float32 of products (row, n) of the weights with directions.

        Certainty is the class's probability, and margin what it is ahead of the next one; with one class, they are the
        similarity and how far it is from the threshold, and the label is 0 below it.
        """
        found = np.empty((3, products.shape[1]), np.float32)
        if self.method == SIMILARITY:
            similarity = products.max(axis=0)
            found[0] = similarity >= self.threshold
            found[1] = np.clip(similarity, 0.0, 1.0)
            found[2] = np.abs(similarity - self.threshold)
            return found
        products += self.intercept[:, None]
        best = products.argmax(axis=0)
        highest = products[best, np.arange(len(best))]
        found[0] = best + 1
        products -= highest
        np.exp(products, out=products)
        found[1] = 1.0 / products.sum(axis=0)
        products[best, np.arange(len(best))] = 0.0
        found[2] = found[1] * (1.0 - products.max(axis=0))
        return found

    def next_class(self, units: np.ndarray) -> list[str | None]:
        """The second likeliest class of directions (n, dim); None with one class."""
        if self.method == SIMILARITY:
            return [None] * len(units)
        second = np.argsort(units @ self.weights.T + self.intercept, axis=1)[:, -2]
        return [self.names[index] for index in second]

    def check_origin(self, source: EmbeddingRaster, name: str) -> list[str]:
        """Sentences as of ``check_same_encoder``, which raises ParameterError; ``name`` is that of the model's file."""
        made_by = {"DIM": str(len(self.mean)), **self.origin}
        encoder = YEAR.sub("", made_by.pop("model", UNKNOWN))
        if encoder != UNKNOWN:
            made_by["ENCODER"] = encoder
        return check_same_encoder(encoder_tags(source), made_by, Path(source.path).name, name)

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        arrays = {name: getattr(self, name).tolist() for name in ARRAYS}
        names = ("method", "names", "colours", "threshold", "origin", "score", "score_places")
        others = {name: getattr(self, name) for name in names}
        text = json.dumps({"landprint": MODEL_KIND, "version": VERSION, **others, **arrays}, ensure_ascii=False)
        with whole_file(path) as partial:
            partial.write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, path: str | Path) -> ClassModel:
        """The model in a file that `write` wrote; raises SourceError."""
        try:
            if Path(path).stat().st_size > MOST_BYTES:
                raise ValueError(path)
            body = json.loads(Path(path).read_text(encoding="utf-8"))
            if body["landprint"] != MODEL_KIND:
                raise ValueError(path)
            model = cls(
                method=body["method"],
                names=tuple(map(str, body["names"])),
                colours=tuple(map(str, body["colours"])),
                threshold=float(body["threshold"]),
                origin={str(key): str(value) for key, value in body["origin"].items()},
                score=None if body["score"] is None else float(body["score"]),
                score_places=int(body["score_places"]),
                **{name: np.asarray(body[name], np.float32) for name in ARRAYS},
            )
            model.check()
        except FileNotFoundError as error:
            raise SourceError(f"There is no file {path}.", hint="Check its name and folder.") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
            raise SourceError(
                f"{Path(path).name} is not a model of classes, or it is damaged.",
                hint="Choose a file that classify saved.",
            ) from error
        return model

    def check(self) -> None:
        """Raise ValueError unless everything fits together."""
        dim, count = len(self.mean), len(self.names)
        is_single = self.method == SIMILARITY
        rows = len(self.weights) if is_single else count
        if (self.mean.shape, self.weights.shape, self.intercept.shape) != ((dim,), (rows, dim), (rows,)):
            raise ValueError(self.weights.shape)
        if not all(np.isfinite(getattr(self, name)).all() for name in ARRAYS) or not (dim and rows):
            raise ValueError(self.weights)
        if self.method not in (LOGISTIC, CENTROID, SIMILARITY) or not np.isfinite(self.threshold):
            raise ValueError(self.method)
        if (count == 1) != is_single or not len(set(self.names)) == count <= MOST_CLASSES:
            raise ValueError(self.names)
        if len(self.colours) != count or not all(COLOUR.fullmatch(colour) for colour in self.colours):
            raise ValueError(self.colours)


def origin_of(source: EmbeddingRaster) -> dict[str, str]:
    """What made the raster's embeddings, as far as the file says it."""
    tags = encoder_tags(source)
    return {"model": source.model, **{key: tags[key] for key in ORIGIN if key in tags}}
