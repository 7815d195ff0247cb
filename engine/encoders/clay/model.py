"""Clay v1.5's encoder, whole: patch embedding from wavelengths, position and metadata codes, transformer.

The model is Clay Foundation Model v1.5 (Apache-2.0); its patch embedding comes from DOFA (Xiong et al. 2024,
arXiv:2403.15356). Parameters keep their published names, so a checkpoint loads as it is.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...errors import CheckpointError, ParameterError
from ...runtimes.graph import Array, Floats, Network, Operations, Value
from ...runtimes.onnx_network import open_network
from ...runtimes.runtimes import Transform
from ...threads import Check, never, worker_count

PATCH = 8  # pixels on a patch's side
CHIP = 256  # pixels on a chip's side in training: 32 patches
METADATA_DIM = 8  # date and place, the last values of every patch's code
WAVE_DIM = 128  # of the network that makes kernels from wavelengths
WAVE_HEADS = 4
KERNEL_TOKENS = 128  # learned tokens that the wavelengths are seen with
KERNEL_SCALE = 0.02  # upstream multiplies the generated kernel by it, not the bias
TRAINED_HOUR = 12  # training data carried no hour of the day, and stood at noon
WEEKS = 52

GENERATOR = "patch_embedding.weight_generator"


class LatLon(NamedTuple):
    """Degrees, WGS 84."""

    lat: float
    lon: float


@dataclass(frozen=True, kw_only=True)
class Size:
    """The numbers that make one Clay differ from another."""

    dim: int
    depth: int
    heads: int
    head_dim: int
    mlp_dim: int


SIZES = {
    "tiny": Size(dim=192, depth=6, heads=4, head_dim=48, mlp_dim=384),
    "small": Size(dim=384, depth=6, heads=6, head_dim=64, mlp_dim=768),
    "base": Size(dim=768, depth=12, heads=12, head_dim=64, mlp_dim=3072),
    "large": Size(dim=1024, depth=24, heads=16, head_dim=64, mlp_dim=4096),  # the only one published
}


# What goes in


def normalise(raw: NDArray[np.number], mean: Sequence[float], std: Sequence[float]) -> NDArray[np.float32]:
    """(raw - mean) / std by band, float32, of [..., bands, h, w]; what is not a number becomes the mean."""
    means, stds = (np.asarray(values, np.float32)[:, None, None] for values in (mean, std))
    pixels: NDArray[np.float32] = (np.asarray(raw, np.float32) - means) / stds
    pixels[~np.isfinite(pixels)] = 0
    return pixels


def time_code(day: dt.date, hour: int = TRAINED_HOUR) -> NDArray[np.float64]:
    """Sine and cosine of the ISO week's angle and of the hour's, [4]."""
    week = day.isocalendar()[1] * 2 * math.pi / WEEKS  # week 53 goes once around and on, as it did in training
    of_day = hour * 2 * math.pi / 24
    return np.array([math.sin(week), math.cos(week), math.sin(of_day), math.cos(of_day)])


def latlon_code(place: LatLon) -> NDArray[np.float64]:
    """Sine and cosine of the latitude and of the longitude, [4]."""
    lat, lon = place.lat * math.pi / 180, place.lon * math.pi / 180
    return np.array([math.sin(lat), math.cos(lat), math.sin(lon), math.cos(lon)])


def metadata_code(
    day: dt.date | None, place: LatLon | None, *, hour: int = TRAINED_HOUR, lon_first: bool = False
) -> NDArray[np.float32]:
    """The code of date and place, [METADATA_DIM]; zeros unless both are known, as training only knew both or none.

    ``lon_first`` is the order that the training data were most likely made with; the documents say latitude first.
    """
    if day is None or place is None:
        return np.zeros(METADATA_DIM, np.float32)
    latlon = latlon_code(place)
    ordered = np.roll(latlon, 2) if lon_first else latlon
    return np.concatenate([time_code(day, hour), ordered]).astype(np.float32)


# Patch embedding from wavelengths


def wave_code(wavelengths: Sequence[float]) -> Floats:
    """64 sines, then 64 cosines, of each wavelength in micrometres, [bands, WAVE_DIM] float32."""
    half = WAVE_DIM // 2
    omega = 1 / np.power(np.float32(10000), np.arange(half, dtype=np.float32) / np.float32(half - 1))
    angles = np.asarray(wavelengths, np.float32)[:, None] * omega
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)


def wave_layer(ops: Operations[Value], waves: Value) -> Value:
    """[1, bands, WAVE_DIM] to the same: two linear layers, added to what came in."""
    name = "patch_embedding.fclayer"
    return ops.add(waves, ops.gelu(ops.linear(ops.gelu(ops.linear(waves, f"{name}.l1")), f"{name}.l2")))


def kernel_layer(ops: Operations[Value], tokens: Value) -> Value:
    """[1, count, WAVE_DIM] to the same: a transformer's layer whose norms come after what is added."""
    name = f"{GENERATOR}.encoder.layers.0"
    q, k, v = ops.split(ops.linear(tokens, f"{name}.self_attn.in_proj"), 3)
    seen = ops.linear(ops.attention(q, k, v, WAVE_HEADS), f"{name}.self_attn.out_proj")
    tokens = ops.layer_norm(ops.add(tokens, seen), f"{name}.norm1")
    hidden = ops.gelu(ops.linear(tokens, f"{name}.linear1"))
    return ops.layer_norm(ops.add(tokens, ops.linear(hidden, f"{name}.linear2")), f"{name}.norm2")


class PatchKernel(NamedTuple):
    """What makes tokens of patches."""

    weight: Floats  # (dim, bands, PATCH, PATCH)
    bias: Floats  # (dim,)


def patch_kernel(weights: Mapping[str, Floats], wavelengths: Sequence[float]) -> PatchKernel:
    """The kernel for bands of these wavelengths in micrometres."""

    def run(layer: Network, tokens: Floats) -> Floats:
        return open_network(layer, threads=1)(tokens[None])[0]

    def linear(tokens: Floats, name: str) -> Floats:
        return tokens @ weights[f"{GENERATOR}.{name}.weight"].T + weights[f"{GENERATOR}.{name}.bias"]

    of_layer, of_generator = generator_networks(weights)
    learned, of_bias = weights[f"{GENERATOR}.weight_tokens"], weights[f"{GENERATOR}.bias_token"]
    tokens = np.concatenate([learned, run(of_layer, wave_code(wavelengths)), of_bias])
    seen = run(of_generator, tokens)
    of_waves = slice(KERNEL_TOKENS, KERNEL_TOKENS + len(wavelengths))
    # The wavelengths' own tokens are added once more here, but the bias's is not.
    kernel = linear(seen[of_waves] + tokens[of_waves], "fc_weight").reshape(len(wavelengths), -1, PATCH, PATCH)
    weight = np.ascontiguousarray(kernel.transpose(1, 0, 2, 3)) * np.float32(KERNEL_SCALE)
    return PatchKernel(weight=weight, bias=linear(seen[-1:], "fc_bias")[0])


def generator_networks(weights: Mapping[str, Floats]) -> tuple[Network, Network]:
    """The layer that the wavelengths go through, and the one that makes kernels of them and the learned tokens."""
    sides = (1, "count", WAVE_DIM)
    # torch names the joint projection of its attention in a way of its own.
    of_generator = {
        name.replace("in_proj_", "in_proj."): values for name, values in weights.items() if name.startswith(GENERATOR)
    }
    return (
        Network(forward=wave_layer, weights=weights, sides=sides),
        Network(forward=kernel_layer, weights=of_generator, sides=sides),
    )


# Position


def position_code(side: int, dim: int, gsd: float) -> Floats:
    """Codes of side x side patches row by row, [side * side, dim] float32: column sine, cosine, row sine, cosine.

    All frequencies nearly equal gsd radians a patch (the exponent is divided twice upstream), so this is a hash of the
    exact gsd: pass the sensor's nominal one, and keep every step in float32.
    """
    count = dim // 4
    step = np.arange(count, dtype=np.float32) / np.float32(count - 1)
    omega = 1 / np.power(np.float32(10000), np.float32(2) * step / np.float32(dim)) * np.float32(gsd)
    angles = np.arange(side, dtype=np.float32)[:, None] * omega  # (side, count)
    waves = np.concatenate([np.sin(angles), np.cos(angles)], axis=1)  # (side, 2 count)
    columns = np.broadcast_to(waves[None, :], (side, *waves.shape))
    rows = np.broadcast_to(waves[:, None], (side, *waves.shape))
    return np.concatenate([columns, rows], axis=2).reshape(side * side, -1)


# Transformer


def transformer(ops: Operations[Value], tokens: Value, size: Size) -> Value:
    """[n, count, dim] to the same: nearly all of the time."""
    for index in range(size.depth):
        attention, mlp = f"transformer.layers.{index}.0", f"transformer.layers.{index}.1.net"
        q, k, v = ops.split(ops.linear(ops.layer_norm(tokens, f"{attention}.norm"), f"{attention}.to_qkv"), 3)
        tokens = ops.add(ops.linear(ops.attention(q, k, v, size.heads), f"{attention}.to_out"), tokens)
        hidden = ops.gelu(ops.linear(ops.layer_norm(tokens, f"{mlp}.0"), f"{mlp}.1"))
        tokens = ops.add(ops.linear(hidden, f"{mlp}.3"), tokens)
    return ops.layer_norm(tokens, "transformer.norm")


class ClayOutput(NamedTuple):
    """What the encoder says of n chips of side x side patches."""

    chips: Floats  # (n, dim), the class token
    patches: Floats  # (n, side, side, dim)


class Clay:
    """The encoder; ``transform`` runs the transformer, in ONNX Runtime in full precision if it is not given."""

    def __init__(self, weights: Mapping[str, Floats], size: Size, transform: Transform | None = None) -> None:
        self.size = size
        self._weights = weights
        self._given_transform = transform
        # A raster has one set of wavelengths and one gsd; a few more are kept for a session with several rasters.
        self.kernel = lru_cache(maxsize=8)(lambda wavelengths: patch_kernel(weights, wavelengths))
        self.position = lru_cache(maxsize=8)(lambda side, gsd: position_code(side, size.dim - METADATA_DIM, gsd))

    @cached_property
    def network(self) -> Network:
        """The transformer."""
        return Network(
            forward=lambda ops, tokens: transformer(ops, tokens, self.size),
            weights={name: values for name, values in self._weights.items() if name.startswith("transformer.")},
            sides=("n", "count", self.size.dim),
        )

    @cached_property
    def transform(self) -> Transform:
        """What runs it."""
        return self._given_transform or open_network(self.network, threads=worker_count())

    def with_transform(self, transform: Transform) -> Clay:
        """The same encoder with its transformer run by another runtime."""
        return Clay(self._weights, self.size, transform)

    def __call__(
        self, pixels: Floats, metadata: Floats, *, wavelengths: tuple[float, ...], gsd: float, check: Check = never
    ) -> ClayOutput:
        """Class and patch embeddings of normalised chips [n, bands, s, s] with metadata codes [n, METADATA_DIM].

        Wavelengths in micrometres, one a band; the sensor's nominal gsd in metres. Raises ParameterError for chips that
        are not square or not whole patches.
        """
        _check_chips(pixels, metadata, wavelengths)
        tokens = self.tokens(pixels, metadata, wavelengths=wavelengths, gsd=gsd, check=check)
        n, side = len(pixels), pixels.shape[-1] // PATCH
        return ClayOutput(tokens[:, 0], tokens[:, 1:].reshape(n, side, side, -1))

    def tokens(
        self, pixels: Floats, metadata: Floats, *, wavelengths: tuple[float, ...], gsd: float, check: Check = never
    ) -> Floats:
        """The class token, then the patches row by row, [n, 1 + patches, dim]; a rest of the chip is cut off."""
        return self.transform(self.embed(pixels, metadata, wavelengths=wavelengths, gsd=gsd), check)

    def embed(self, pixels: Floats, metadata: Floats, *, wavelengths: tuple[float, ...], gsd: float) -> Floats:
        """The tokens before the first layer, [n, 1 + patches, dim]."""
        kernel = self.kernel(wavelengths)
        n, bands, side = len(pixels), len(wavelengths), pixels.shape[-1] // PATCH
        whole = pixels[:, :, : side * PATCH, : side * PATCH].reshape(n, bands, side, PATCH, side, PATCH)
        patches = whole.transpose(0, 2, 4, 1, 3, 5).reshape(n * side * side, -1)  # a row is (band, row, column)
        tokens = np.empty((n, 1 + side * side, self.size.dim), np.float32)
        tokens[:, 0] = self._weights["cls_token"][0]
        tokens[:, 1:] = (patches @ kernel.weight.reshape(self.size.dim, -1).T + kernel.bias).reshape(n, side * side, -1)
        tokens[:, 1:, :-METADATA_DIM] += self.position(side, gsd)
        tokens[:, 1:, -METADATA_DIM:] += metadata[:, None]
        return tokens


def _check_chips(pixels: Floats, metadata: Floats, wavelengths: Sequence[float]) -> None:
    """Refuse what upstream would silently crop or place wrongly."""
    n, bands, height, width = pixels.shape
    if height != width or height % PATCH or not height:
        hint = f"Chips are square, and their side is a multiple of {PATCH} pixels."
        raise ParameterError(f"Clay cannot take a chip of {height} x {width} pixels.", hint=hint)
    if bands != len(wavelengths):
        raise ParameterError(
            f"There are {bands} bands but {len(wavelengths)} wavelengths.", hint="Give one for each band."
        )
    if metadata.shape != (n, METADATA_DIM):
        raise ParameterError(
            f"The metadata of {n} chips have the shape {tuple(metadata.shape)}.", hint=f"It is ({n}, {METADATA_DIM})."
        )
    if any(not 0 < wavelength < 100 for wavelength in wavelengths):  # noqa: PLR2004 - micrometres, thermal included
        hint = "Wavelengths are in micrometres: red is 0.665."
        raise ParameterError(f"A wavelength of {max(wavelengths, key=abs)} cannot be.", hint=hint)


# Weights


def size_of(state: Mapping[str, Array], heads: int | None = None) -> Size:
    """The size, from the tensors' shapes; ``heads`` must be given where the dim is not a published one."""
    dim = state["cls_token"].shape[2]
    depth = len({key.split(".")[2] for key in state if key.startswith("transformer.layers.")})
    inner = state["transformer.layers.0.0.to_qkv.weight"].shape[0] // 3
    mlp_dim = state["transformer.layers.0.1.net.1.weight"].shape[0]
    if heads is None:
        heads = {size.dim: size.heads for size in SIZES.values()}.get(dim)
    if heads is None or inner % heads:
        raise CheckpointError(f"Clay has no known size with {dim} dimensions.", hint="Say its number of heads.")
    return Size(dim=dim, depth=depth, heads=heads, head_dim=inner // heads, mlp_dim=mlp_dim)


def load(state: Mapping[str, Array], *, heads: int | None = None) -> Clay:
    """The encoder of the tensors that ``layout`` names; raises CheckpointError where the heads must be given."""
    # Those of a checkpoint are float32 already, and stay mapped from its file.
    weights = {name: np.asarray(values, np.float32) for name, values in state.items()}
    return Clay(weights, size_of(state, heads))
