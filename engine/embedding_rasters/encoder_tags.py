"""The tags that say which encoder made an embedding raster, and whether two rasters can be compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from ..errors import ParameterError
from ..rasters.geotiff import FILTERS_NAMESPACE, FILTERS_TAG
from .raster import EmbeddingRaster

KEPT = ("PATCH", "CHECKPOINT_SHA256", "SENSOR", "SENSOR_BANDS", "RECIPE", "DATE", "MONTH", "GSD")
YEAR = re.compile(r",? \d{4}$")  # of the embeddings of one year, which the model's name ends with
UNKNOWN = "unknown"
RE_EMBED = "Embed both images in the same way."


def encoder_tags(source: EmbeddingRaster) -> dict[str, str]:
    """What decides whether other embeddings are comparable with these, and what may explain differences.

    ``ENCODER`` is missing where the file does not say it.
    """
    tags = source.tags
    model = YEAR.sub("", source.model)
    filters = source.raster.tags(namespace=FILTERS_NAMESPACE).get(FILTERS_TAG)
    return {
        **({} if model == UNKNOWN else {"ENCODER": model}),
        "DIM": str(source.dim),
        **({"FILTERS_SHA256": hashlib.sha256(filters.encode()).hexdigest()} if filters else {}),
        **{key: tags[key] for key in KEPT if tags.get(key, UNKNOWN) != UNKNOWN},
    }


def encoder_tags_among(tags: Mapping[str, str]) -> dict[str, str]:
    """What `encoder_tags` gave, of the tags of points that were embedded or sampled."""
    return {key: tags[key] for key in ("ENCODER", "DIM", "FILTERS_SHA256", *KEPT) if tags.get(key)}


def check_same_encoder(mine: Mapping[str, str], other: Mapping[str, str], name: str, other_name: str) -> list[str]:
    """Sentences on what may explain differences between embeddings that have these tags.

    Raises ParameterError where they are not comparable: of another encoder, or of other weights, filters or patches.
    """

    def differ(key: str) -> bool:
        return key in mine and key in other and mine[key] != other[key]

    if differ("ENCODER") or differ("DIM"):
        first, second = (
            f"{tags.get('ENCODER', 'an unknown encoder')}, {tags['DIM']} dimensions" for tags in (mine, other)
        )
        raise ParameterError(
            f"{name} is of {first}, and {other_name} of {second}: they cannot be compared.",
            hint="Embed both images with the same encoder.",
        )
    if differ("CHECKPOINT_SHA256"):
        raise ParameterError(
            f"{name} and {other_name} were made with different weights of {mine.get('ENCODER', 'the encoder')}.",
            hint="Embed both images with the same file of weights.",
        )
    if mine.get("FILTERS_SHA256") != other.get("FILTERS_SHA256"):
        raise ParameterError(
            f"{name} and {other_name} were made with different random filters, so that their numbers mean different"
            " things.",
            hint="Embed the second image with the filters of the first (“Filters of another embedding raster”).",
        )
    if differ("PATCH"):
        raise ParameterError(
            f"The patches of {name} have {mine['PATCH']} pixels on a side, and those of {other_name} {other['PATCH']}.",
            hint=RE_EMBED,
        )
    notes = []
    if "ENCODER" not in mine or "ENCODER" not in other:
        notes.append("The files do not say which encoder made them; both are taken to be of the same.")
    for key, what in (("SENSOR", "sensors"), ("SENSOR_BANDS", "bands"), ("RECIPE", "recipes")):
        if differ(key):
            notes.append(f"They are of different {what} ({mine[key]}; {other[key]}): that too makes them differ.")
    months = [tags.get("DATE", "")[5:7] for tags in (mine, other)]
    if all(months) and months[0] != months[1]:
        notes.append(f"They are of different months ({mine['DATE']}, {other['DATE']}): seasons too make them differ.")
    return notes
