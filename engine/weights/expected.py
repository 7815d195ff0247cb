"""Whether a file's tensors are those of the checkpoint that it is taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import CheckpointError
from .registry import Part, Sides


def check_tensors(part: Part, shapes: Mapping[str, Sides], hyper_parameters: Mapping[str, Any]) -> None:
    """Raise CheckpointError unless ``shapes``, under Landprint's names, are those of ``part``."""
    try:
        expected = part.layout(part, shapes, hyper_parameters)
    except (LookupError, ArithmeticError, ValueError) as error:
        missing = f" {error.args[0]} is missing or has another shape." if isinstance(error, KeyError) else ""
        raise unfit(part, f"its tensors are not those of {part.title}.{missing}") from error
    missing_names, more = sorted(expected.keys() - shapes.keys()), sorted(shapes.keys() - expected.keys())
    if missing_names:
        raise unfit(part, f"{len(missing_names)} tensors are missing, such as {missing_names[0]}.")
    if more:
        raise unfit(part, f"{len(more)} tensors are not expected, such as {more[0]}.")
    for name, sides in expected.items():
        if tuple(shapes[name]) != tuple(sides):
            raise unfit(part, f"{name} has the shape {_sides(shapes[name])} instead of {_sides(sides)}.")


def unfit(part: Part, why: str) -> CheckpointError:
    """The refusal of a file that is taken for ``part``."""
    return CheckpointError(
        f"This is not the checkpoint of {part.encoder} ({part.name}): {why}",
        hint=f"It is published as {part.file} at {part.source_url}.",
    )


def _sides(sides: Sides) -> str:
    return " × ".join(str(side) for side in sides) or "of a single number"


def layer(name: str, *weight: int) -> dict[str, Sides]:
    """A layer's weight and bias; the bias is as long as the weight's first side."""
    return {f"{name}.weight": weight, f"{name}.bias": weight[:1]}
