"""The encoders that there are, and how the parameters of a request become a job for one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .embed import Job, plan_embedding, typical_chips
from .embedding_raster import FILTERS_NAMESPACE, FILTERS_TAG
from .errors import ParameterError, SourceError
from .models import checkpoints, random_features, registry
from .models.encoder import ChipEncoder, Recipe
from .products import clouds_of
from .progress import Reporter
from .raster import Raster
from .scratch import fingerprint
from .source import Source, source_of

if TYPE_CHECKING:
    from torch import Tensor

    from .imagery import Imagery
    from .models import clay, clay_encoder, galileo
    from .models.calibration import Calibration
    from .models.clay import Transformer
    from .models.runtime_choice import Running, Sample, Work
    from .models.runtimes import Mode

DEFAULT_PATCH = 8
MAX_PATCH = 1024


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the user chooses from; ``sensors`` are those it takes, None for any raster at all."""

    name: str
    title: str
    dim: int
    description: str
    recipes: tuple[tuple[str, str, float], ...]  # name, title, cost
    patch: tuple[int, int, int] = (DEFAULT_PATCH, 1, MAX_PATCH)  # default, minimum, maximum
    knows_sensors: bool = False
    pools: tuple[str, ...] = ("patch",)
    takes: str = "rasters"

    @property
    def embeds_chips(self) -> bool:
        """Whether it can give one embedding for all that it sees at once."""
        return "chip" in self.pools or self.takes == "images"

    @property
    def weights(self) -> tuple[str, str | None]:
        """The encoder and the part whose weights it takes; the first part by default."""
        return self.name.removesuffix("-image"), "image" if self.name.endswith("-image") else None


RANDOM_FEATURES = Entry(
    name=random_features.NAME,
    title="Random features",
    dim=512,
    description=(
        "Built in, nothing to download. Compares the fine texture and colours of any raster with small pieces of "
        "the raster itself (MOSAIKS). Fast and good for a first look; it has learned nothing about the Earth."
    ),
    recipes=(("plain", "Plain", 1.0),),
)
GALILEO = Entry(
    name="galileo-nano",
    title="Galileo nano",
    dim=128,
    description=(
        "Learned from satellite images of the whole Earth. For Sentinel-2 with ten bands, or the visible ones alone. "
        "Small enough for any laptop: the first choice for Sentinel-2."
    ),
    recipes=(
        ("balanced", "Balanced: the patch itself and its surroundings", 2.17),
        ("fast", "Fast: each patch by itself", 0.67),
        ("context", "Context: the patch itself and wider surroundings", 2.67),
        ("plain", "Plain: chips of 8 x 8 patches, as the model's own recipe", 1.0),
    ),
    patch=(8, 1, 8),
    knows_sensors=True,
    pools=("patch", "chip"),
)
CLAY = Entry(
    name="clay-v1.5",
    title="Clay v1.5",
    dim=1024,
    description=(
        "A large model for many sensors: Sentinel-2 and -1, Landsat, NAIP, LINZ, MODIS, or your own. Sees 256 pixels "
        "at once. Several seconds a chip without a graphics card."
    ),
    recipes=(("fast", "Fast: one grid of chips", 1.0), ("balanced", "Balanced: two shifted grids", 2.0)),
    patch=(8, 8, 8),
    knows_sensors=True,
    pools=("patch", "chip"),
)
SENSORS_OF: dict[str, tuple[str, ...]] = {GALILEO.name: ("sentinel-2-l2a",)}  # of the encoders that do not take all
ENTRIES = {entry.name: entry for entry in (RANDOM_FEATURES, GALILEO, CLAY)}
SATCLIP_CHIPS = {"resnet18": 256, "resnet50": 256, "vit16": 224}  # pixels on a chip's side
BACKBONES = {"resnet18": "ResNet18", "resnet50": "ResNet50", "vit16": "ViT16"}
LOCATION_ENTRIES = {
    name: Entry(
        name=name,
        title=f"SatCLIP {BACKBONES[backbone]} {degrees.upper()}",
        dim=256,
        description=(
            "Longitude and latitude become an embedding: no imagery is needed. "
            + (
                "Shows finer patterns, down to about a hundred kilometres. "
                if degrees == "l40"
                else "Smooth, continental patterns. "
            )
            + "For research on a global scale; nothing fine-grained, and not for defence or surveillance."
        ),
        recipes=(("plain", "Plain", 1.0),),
        takes="locations",
    )
    for backbone in BACKBONES
    for degrees in ("l10", "l40")
    for name in (f"satclip-{backbone}-{degrees}",)
}

IMAGE_ENTRIES = {
    f"{entry.name}-image": Entry(
        name=f"{entry.name}-image",
        title=f"{entry.title}, images",
        dim=entry.dim,
        description=(
            "One embedding a chip of Sentinel-2 with all 12 bands, in the same space as the places' embeddings. "
            "For research on a global scale; nothing fine-grained, and not for defence or surveillance."
        ),
        recipes=(("plain", "Plain", 1.0),),
        patch=(SATCLIP_CHIPS[backbone],) * 3,
        knows_sensors=True,
        takes="images",
    )
    for backbone in BACKBONES
    for entry in (LOCATION_ENTRIES[f"satclip-{backbone}-l10"], LOCATION_ENTRIES[f"satclip-{backbone}-l40"])
}
RASTER_ENTRIES = {**ENTRIES, **IMAGE_ENTRIES}


def list_encoders() -> list[dict[str, Any]]:
    """What the user can choose from, as plain values."""
    return [_listed(entry) for entry in (*RASTER_ENTRIES.values(), *LOCATION_ENTRIES.values())]


def _listed(entry: Entry) -> dict[str, Any]:
    default, minimum, maximum = entry.patch
    return {
        "name": entry.name,
        "title": entry.title,
        "dim": entry.dim,
        "takes": entry.takes,
        "description": entry.description,
        **_origin(entry),
        "patch": {"default": default, "minimum": minimum, "maximum": maximum},
        "recipes": [{"name": name, "title": title, "cost": cost} for name, title, cost in entry.recipes],
        "default_recipe": entry.recipes[0][0],
        "knows_sensors": entry.knows_sensors,
        "pools": list(entry.pools),
    }


def _origin(entry: Entry) -> dict[str, Any]:
    """Licence, source and state of the weights."""
    name, part_name = entry.weights
    if name not in registry.parts():
        return {
            "licence": "GPL-2.0-or-later",
            "licence_url": "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html",
            "source_url": "https://doi.org/10.1038/s41467-021-24638-z",
            "download_bytes": 0,
            "ready": True,
        }
    part = registry.find_part(name, part_name)
    return {
        "licence": part.licence,
        "licence_url": part.licence_url,
        "source_url": part.source_url,
        "download_bytes": part.download_bytes,
        "ready": checkpoints.find(name, part_name) is not None,
    }


def job_of(params: dict[str, Any], reporter: Reporter, *, is_estimate: bool = False) -> tuple[Job, list[str]]:
    """The job that a request's parameters describe, and sentences of what was guessed; raises UserError.

    A GPU that fails while the job runs adds a sentence. An estimate prepares nothing that takes minutes.
    """
    entry = entry_named(params["encoder"])
    source = source_of(params)
    with source.open() as raster:
        patch = _checked_patch(entry, params, raster)
        made = MAKERS.get(entry.name, _make_satclip_image)(
            {**params, "is_estimate": is_estimate}, patch, raster, reporter
        )
        if raster.grid.crs is None:
            made.notes.append(
                "The raster has no coordinate system: places on it can only be given in its own coordinates."
            )
        made.notes.extend(mask.sentence for mask in raster.left_out)
        source_tags = _source_tags(source, raster, made.band_numbers)
    recipe = chosen_recipe(made.encoder, params["recipe"])
    job = Job(
        source=source,
        band_numbers=made.band_numbers,
        encoder=made.encoder,
        recipe=recipe,
        extent=params["extent"],
        detail=params["detail"],
        remove_position=params["position"] == "remove",
        dtype=params["dtype"],
        tags={
            "ENCODER": entry.name,
            "PATCH": str(made.encoder.patch),
            "RECIPE": recipe.name,
            "DETAIL": str(params["detail"]),
            "POSITION": params["position"],
            **source_tags,
            **made.tags,
            **made.encoder.tags(),
        },
        filters=made.filters,
    )
    return job, made.notes


@dataclass(frozen=True, kw_only=True)
class Made:
    """An encoder that is ready for one raster."""

    encoder: ChipEncoder
    band_numbers: list[int]
    tags: dict[str, str]
    notes: list[str] = field(default_factory=list)
    filters: str | None = None


def entry_named(name: str) -> Entry:
    """The encoder of this name; raises ParameterError."""
    if name not in RASTER_ENTRIES:
        raise ParameterError(f"There is no encoder {name!r}.", hint=f"Choose one of: {', '.join(RASTER_ENTRIES)}.")
    return RASTER_ENTRIES[name]


def chosen_recipe(encoder: ChipEncoder, name: str | None) -> Recipe:
    """The encoder's recipe of this name, its first by default; raises ParameterError."""
    if name is None:
        return encoder.recipes[0]
    for recipe in encoder.recipes:
        if recipe.name == name:
            return recipe
    names = ", ".join(recipe.name for recipe in encoder.recipes)
    raise ParameterError(f"{encoder.name} has no recipe {name!r} here.", hint=f"Choose one of: {names}.")


def _checked_patch(entry: Entry, params: dict[str, Any], raster: Raster) -> int:
    """The patch size; raises ParameterError when it cannot be."""
    default, minimum, maximum = entry.patch
    patch = int(params["patch"] or default)
    if not minimum <= patch <= maximum:
        hint = f"Choose from {minimum} to {maximum}." if minimum < maximum else f"It takes {default} only."
        raise ParameterError(f"{entry.title} cannot take patches of {patch} pixels.", hint=hint)
    if patch > min(raster.grid.width, raster.grid.height):
        raise ParameterError(
            f"The raster has {raster.grid.width} x {raster.grid.height} pixels, less than one patch of {patch}.",
            hint="Choose smaller patches, or a larger raster.",
        )
    if params["pool"] not in entry.pools:
        raise ParameterError(f"{entry.title} cannot pool by {params['pool']}.", hint="Leave out the pooling.")
    return patch


def _make_random_features(params: dict[str, Any], patch: int, raster: Raster, reporter: Reporter) -> Made:
    """Random features with filters of another embedding raster, or new ones from this raster."""
    band_numbers = raster.checked_bands(params["bands"])
    if params["filters_from"]:
        filters = _read_filters(params["filters_from"], band_numbers)
    else:
        filters = random_features.fit_filters(
            raster, band_numbers, count=params["filters"], seed=params["seed"], reporter=reporter
        )
    return Made(
        encoder=random_features.RandomFeatures(filters, patch),
        band_numbers=band_numbers,
        tags={"SEED": str(params["seed"])},
        filters=filters.to_text(),
    )


def _make_galileo(params: dict[str, Any], patch: int, raster: Raster, reporter: Reporter) -> Made:
    """Galileo on the bands that were recognised."""
    from .models import galileo, galileo_encoder  # here, because torch takes seconds that no other encoder should wait

    weights = _weights(GALILEO.name, params)
    imagery = _recognised(raster, params, SENSORS_OF[GALILEO.name], reporter)
    imagery = _with_whole_groups(imagery)
    chosen = galileo_encoder.GalileoChipEncoder if params["pool"] == "chip" else galileo_encoder.GalileoEncoder
    model = galileo.load(weights.torch())
    running = _run_galileo(model, params, weights, reporter)
    encoder = chosen(
        model.with_transform(lambda tokens: running.transform(tokens, reporter.check)),
        imagery,
        patch,
        mode=running.mode,
        workers=1 if running.is_on_gpu else None,
        check=reporter.check,
    )
    return _made_of(encoder, imagery, weights, running)


def _run_galileo(
    model: galileo.GalileoNano, params: dict[str, Any], weights: checkpoints.Weights, reporter: Reporter
) -> Running:
    """What runs Galileo; it is too small for a choice to pay."""
    from .models import galileo, runtime_choice

    return runtime_choice.run_model(
        # Chips are spread over threads, so a run of ONNX Runtime is to take one only.
        runtime_choice.Model(transformer=model.transformer, dim=galileo.DIM, checkpoint=weights.sha256, threads=1),
        runtime_choice.Asked(runtime=params["runtime"], precision=params["precision"]),
        runtime_choice.Work(chips=0, sample=lambda: None, is_estimate=params["is_estimate"]),
        reporter,
        candidates=runtime_choice.CANDIDATES_OF_SMALL,
    )


def _with_whole_groups(imagery: Imagery) -> Imagery:
    """The imagery with only the bands of which Galileo has the whole group: a group is never filled up."""
    from .models import galileo

    used = {band for group in galileo.groups_of(imagery.match.names) for band in group.bands}
    left_out = [name for name in imagery.match.names if name not in used]
    if not left_out or not used:
        return imagery
    kept = tuple(matched for matched in imagery.match.bands if matched.band.name in used)
    note = f"Left out, because the others of their group are missing: {', '.join(left_out)}."
    return replace(imagery, match=replace(imagery.match, bands=kept), notes=(*imagery.notes, note))


def _make_clay(params: dict[str, Any], _: int, raster: Raster, reporter: Reporter) -> Made:
    """Clay on the bands that were recognised."""
    from .models import clay, clay_encoder, runtime_choice
    from .models.runtimes import REFERENCE

    weights = _weights(CLAY.name, params)
    imagery = _recognised(raster, params, None, reporter)
    model = clay.load(weights.torch(), heads=params["heads"])

    def encoder(model: clay.Clay, mode: Mode) -> clay_encoder.ClayEncoder:
        lon_first = params["latlon_order"] == "lon,lat"
        if params["pool"] == "chip":
            return clay_encoder.ClayChipEncoder(model, imagery, lon_first=lon_first, mode=mode, check=reporter.check)
        border = params["overlap"] // (2 * clay.PATCH)
        return clay_encoder.ClayEncoder(
            model, imagery, border=border, lon_first=lon_first, mode=mode, check=reporter.check
        )

    seen = _ClayChips(encoder(model, REFERENCE), params, raster)
    running = runtime_choice.run_model(
        runtime_choice.Model(
            transformer=model.encoder.transformer,
            dim=model.size.dim,
            checkpoint=weights.sha256,
            calibration=seen.calibration(model.encoder.transformer),
        ),
        runtime_choice.Asked(runtime=params["runtime"], precision=params["precision"]),
        seen.work(),
        reporter,
    )
    return _made_of(encoder(model.with_transform(running.transform), running.mode), imagery, weights, running)


class _ClayChips:
    """The chips that Clay is to embed, and two of them to calibrate and to measure its runtimes with."""

    def __init__(self, encoder: clay_encoder.ClayEncoder, params: dict[str, Any], raster: Raster) -> None:
        self._encoder = encoder
        self._params = params
        self._raster = raster
        self._plan = plan_embedding(
            raster.grid, encoder, chosen_recipe(encoder, params["recipe"]), params["extent"], params["detail"]
        )

    def work(self) -> Work:
        """How much there is to do."""
        from .models.runtime_choice import Work

        return Work(chips=self._plan.chip_count(), sample=self._sample, is_estimate=self._params["is_estimate"])

    def calibration(self, transformer: Transformer) -> Calibration:
        """What 8 bits are calibrated on: one graph serves all images of a sensor with the same bands."""
        from .models.calibration import Calibration, Columns, observe

        def columns() -> list[Columns]:
            if self._tokens is None:  # whoever asks has asked for a sample before
                raise ValueError("There is no chip to calibrate on.")
            return observe(transformer, self._tokens[:1])

        imagery = self._encoder.imagery
        bands = [vars(matched.band) for matched in imagery.match.bands]
        name = f"{imagery.sensor.name}-{fingerprint([imagery.sensor.gsd, bands])[:12]}"
        return Calibration(name=name, columns=columns)

    def _sample(self) -> Sample | None:
        from .models import clay_encoder, runtime_choice

        if self._tokens is None:
            return None
        return runtime_choice.Sample(
            chips=self._tokens[-1:],
            blank=self._encoder.blank_first_tokens(clay_encoder.CHIP_PATCHES),
            patches=slice(1, None),  # the class token is first
        )

    @cached_property
    def _tokens(self) -> Tensor | None:
        """The first tokens of two chips or of one, None where none has data."""
        numbers = self._encoder.imagery.match.numbers
        chips = typical_chips(self._plan, self._encoder, self._raster, numbers, count=2)
        return self._encoder.first_tokens(chips) if chips is not None else None


def _make_satclip_image(params: dict[str, Any], _: int, raster: Raster, reporter: Reporter) -> Made:
    """SatCLIP's image encoder on all bands of Sentinel-2."""
    from .models import satclip, satclip_encoder
    from .sensors import SENTINEL_2_ALL

    name = params["encoder"]
    weights = _weights(name.removesuffix("-image"), params, "image")
    imagery = _recognised(raster, params, (SENTINEL_2_ALL,), reporter)
    if imagery.match.missing:
        raise ParameterError(
            f"SatCLIP needs all bands of Sentinel-2, and {', '.join(imagery.match.missing)} are missing.",
            hint="Choose a level 2A image with all 12 bands.",
        )
    return Made(
        encoder=satclip_encoder.SatClipImageEncoder(satclip.load_images(weights.torch(), name), imagery),
        band_numbers=imagery.match.numbers,
        tags={"CHECKPOINT": str(weights.source), "CHECKPOINT_SHA256": weights.sha256},
        notes=list(imagery.notes),
    )


MAKERS: dict[str, Callable[[dict[str, Any], int, Raster, Reporter], Made]] = {
    RANDOM_FEATURES.name: _make_random_features,
    GALILEO.name: _make_galileo,
    CLAY.name: _make_clay,
}


def _recognised(raster: Raster, params: dict[str, Any], sensors: tuple[str, ...] | None, reporter: Reporter) -> Imagery:
    from .imagery import recognise

    return recognise(raster, params, sensors=sensors, reporter=reporter)


def recognise_raster(params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    """What a raster is to an encoder that knows sensors, as plain values; raises UserError."""
    from .scales import scales
    from .sensors import sensor_named, sensors

    entry = entry_named(params["encoder"])
    allowed = _sensors_of(entry)
    source = source_of(params)
    with source.open() as raster:
        imagery = _recognised(raster, params, allowed, reporter)
    match = imagery.match
    clouds = next(filter(None, map(clouds_of, source.files)), None)
    return {
        "sensor": imagery.sensor.name,
        "title": imagery.sensor.title,
        "bands": [
            {"number": matched.number, "name": matched.band.name, "by": matched.by, "clue": matched.clue}
            for matched in match.bands
        ],
        "missing": list(match.missing),
        "sensor_bands": [band.name for band in imagery.sensor.bands],
        "scale": imagery.scale.name,
        "scales": [{"name": scale.name, "title": scale.title} for scale in scales(imagery.sensor).values()],
        "date": imagery.day.isoformat() if imagery.day else None,
        "clouds": Path(clouds).name if clouds else None,
        "sensors": [{"name": name, "title": sensor_named(name).title} for name in allowed or sensors()],
        "notes": list(imagery.notes),
    }


def _sensors_of(entry: Entry) -> tuple[str, ...] | None:
    """The sensors that an encoder takes, None for all."""
    from .sensors import SENTINEL_2_ALL

    return (SENTINEL_2_ALL,) if entry.name in IMAGE_ENTRIES else SENSORS_OF.get(entry.name)


def weights_path(entry: Entry, params: dict[str, Any]) -> Path:
    """The file that the encoder's weights come from; raises CheckpointError when there is none."""
    return Path(params["checkpoint"]) if params["checkpoint"] else checkpoints.require(*entry.weights).path


def _weights(encoder: str, params: dict[str, Any], part: str | None = None) -> checkpoints.Weights:
    """The weights in the file that the user gives, or those that were downloaded; raises CheckpointError."""
    if params["checkpoint"]:
        return checkpoints.load_file(params["checkpoint"], encoder, part)
    return checkpoints.load(checkpoints.require(encoder, part))


def _made_of(encoder: ChipEncoder, imagery: Imagery, weights: checkpoints.Weights, running: Running) -> Made:
    """An encoder of a sensor's image, with the checkpoint in the tags."""
    running.notes[:0] = imagery.notes
    return Made(
        encoder=encoder,
        band_numbers=imagery.match.numbers,
        tags={"CHECKPOINT": str(weights.source), "CHECKPOINT_SHA256": weights.sha256, **running.tags},
        notes=running.notes,
    )


def _read_filters(path: str, band_numbers: list[int]) -> random_features.Filters:
    """The filters that travel with an embedding raster; raises SourceError or ParameterError."""
    with Raster(path) as other:
        text = other.tags(namespace=FILTERS_NAMESPACE).get(FILTERS_TAG)
    if not text:
        raise SourceError(
            f"{Path(path).name} carries no random filters.",
            hint="Choose an embedding raster made with random-features.",
        )
    filters = random_features.Filters.from_text(text)
    if len(filters.mean) != len(band_numbers):
        raise ParameterError(
            f"The filters were made for {len(filters.mean)} bands, and {len(band_numbers)} are chosen.",
            hint="Choose the same bands as in the raster that the filters come from.",
        )
    return filters


def _source_tags(source: Source, raster: Raster, band_numbers: list[int]) -> dict[str, str]:
    """Where the embeddings come from."""
    masked = {
        "MASK": "; ".join(mask.path for mask in source.masks),
        "MASK_CLASSES": ",".join(word for mask in raster.left_out for word in mask.classes),
    }
    resampled = {"RESAMPLED_TO": f"{source.gsd:g} m"} if source.gsd else {}
    return {
        **(masked if source.masks else {}),
        **resampled,
        "SOURCE": "; ".join(source.files),
        "SOURCE_SIZE": f"{raster.grid.width} x {raster.grid.height}",
        "SOURCE_GSD": f"{raster.grid.gsd:.6g} m" if raster.grid.crs else "unknown",
        "BANDS": ",".join(map(str, band_numbers)),
        "BAND_NAMES": ",".join(raster.bands[number - 1].name or f"band {number}" for number in band_numbers),
    }
