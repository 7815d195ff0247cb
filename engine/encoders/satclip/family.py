"""SatCLIP among the encoders: those of places, and those of images that belong to them."""

from __future__ import annotations

from ...progress import Reporter
from ...weights.checkpoints import Weights
from ..family import Context, Family, PreparedEncoder
from ..lonlat import LocationEncoder
from . import locations
from .check import check_images, check_locations
from .layout import image_layout, location_layout


def load_locations(weights: Weights, name: str) -> LocationEncoder:
    """The encoder of places of this name; raises CheckpointError."""
    return locations.load_locations(weights.tensors, weights.hyper_parameters, name)


LOCATIONS = Family(
    name="satclip-locations", layout=location_layout, check=check_locations, load_locations=load_locations
)


def prepare(context: Context, reporter: Reporter) -> PreparedEncoder:
    """The encoder on a raster's bands; raises UserError."""
    from .encoder import prepare_images  # here, because listing the encoders needs no raster library

    return prepare_images(context, reporter)


IMAGES = Family(name="satclip-images", prepare=prepare, layout=image_layout, check=check_images)
