"""The linear model of an attribute: what it predicts of embeddings, and the JSON file that holds it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from .. import VERSION
from ..embedding_rasters.encoder_tags import check_same_encoder
from ..errors import ParameterError, SourceError
from ..rasters.output import whole_file

Floats = NDArray[np.float64]
Kind = Literal["number", "category"]

MODEL_KIND = "landprint attribute model"
ARRAYS = ("mean", "scale", "weights", "intercept")
MOST_CLASSES = 100
MOST_BYTES = 128 * 1024 * 1024  # of a model's file: of 16,384 dimensions and as many classes, a third


@dataclass(frozen=True, kw_only=True)
class AttributeModel:
    """A linear model of standardised embeddings; plain arrays, so that reading it executes nothing."""

    attribute: str
    kind: Kind
    mean: Floats  # (dim,)
    scale: Floats  # (dim,)
    weights: Floats  # (dim, outputs)
    intercept: Floats  # (outputs,)
    classes: tuple[str, ...]  # of a category, by rising output; empty for a number
    encoder: str  # what made the embeddings, "" if it is not known
    score: dict[str, Any]
    origin: dict[str, str] = field(default_factory=dict)  # of the embeddings, as of `encoder_tags`

    @property
    def dim(self) -> int:
        """Values in an embedding."""
        return len(self.mean)

    def check_origin(self, tags: Mapping[str, str], name: str) -> list[str]:
        """Sentences as of ``check_same_encoder``, which raises ParameterError.

        ``tags`` are those of the embeddings called ``name`` that it is to predict from.
        """
        dim = {"DIM": str(self.dim)}  # the same for both: another length has its own sentence in `outputs`
        made_by = {**({"ENCODER": self.encoder} if self.encoder else {}), **self.origin, **dim}
        if not self.origin and "FILTERS_SHA256" in tags:  # fitted on points without tags: it may be of these filters
            made_by["FILTERS_SHA256"] = tags["FILTERS_SHA256"]
        notes = check_same_encoder({**tags, **dim}, made_by, name, f"“{self.attribute}”")
        # Of vectors of which neither says anything there is nothing to say.
        return notes if "ENCODER" in tags or "ENCODER" in made_by else []

    def outputs(self, embeddings: NDArray[Any]) -> Floats:
        """The predicted number (n, 1), or the classes' probabilities (n, classes), of embeddings (n, dim)."""
        if embeddings.shape[1] != self.dim:
            raise ParameterError(
                f"The model takes embeddings of {self.dim} values, these have {embeddings.shape[1]}.",
                hint="Use embeddings of the encoder that the model was fitted with.",
            )
        sums = (embeddings - self.mean) / self.scale @ self.weights + self.intercept
        if self.kind == "number":
            return sums
        exponentials = np.exp(sums - sums.max(axis=1, keepdims=True))  # softmax
        return cast("Floats", exponentials / exponentials.sum(axis=1, keepdims=True))

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        arrays = {name: getattr(self, name).tolist() for name in ARRAYS}
        others = {name: getattr(self, name) for name in ("attribute", "kind", "classes", "encoder", "origin", "score")}
        text = json.dumps({"landprint": MODEL_KIND, "version": VERSION, **others, **arrays}, ensure_ascii=False)
        with whole_file(path) as partial:
            partial.write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, path: str | Path) -> AttributeModel:
        """The model in a file that `write` wrote; raises SourceError."""
        try:
            if Path(path).stat().st_size > MOST_BYTES:
                raise ValueError(path)
            body = json.loads(Path(path).read_text(encoding="utf-8"))
            if body.pop("landprint") != MODEL_KIND:
                raise ValueError(path)
            model = cls(
                attribute=str(body["attribute"]),
                kind=body["kind"],
                classes=tuple(map(str, body["classes"])),
                encoder=str(body["encoder"]),
                score=dict(body["score"]),
                origin={str(key): str(value) for key, value in body.get("origin", {}).items()},
                **{name: np.asarray(body[name], np.float64) for name in ARRAYS},
            )
            model.check()
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise SourceError(
                f"{Path(path).name} is not a model of an attribute.",
                hint="Choose a file that fit-attribute wrote.",
            ) from error
        return model

    def check(self) -> None:
        """Raise ValueError unless the arrays fit each other and give numbers."""
        is_category = self.kind == "category"
        outputs = len(self.classes) if is_category else 1
        shapes = (self.mean.shape, self.scale.shape, self.weights.shape, self.intercept.shape)
        if shapes != ((self.dim,), (self.dim,), (self.dim, outputs), (outputs,)):
            raise ValueError(shapes)
        if not all(np.isfinite(getattr(self, name)).all() for name in ARRAYS) or not (self.scale > 0).all():
            raise ValueError(self.scale)
        if not (1 < len(set(self.classes)) == outputs <= MOST_CLASSES if is_category else self.kind == "number"):
            raise ValueError(self.classes)
        if not isinstance(self.score["score"], (int, float)):
            raise TypeError(self.score)
