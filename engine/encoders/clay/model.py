"""Clay v1.5's encoder, whole: patch embedding from wavelengths, position and metadata codes, transformer.

The model is Clay Foundation Model v1.5 (Apache-2.0); its patch embedding comes from DOFA (Xiong et al. 2024,
arXiv:2403.15356). Modules and parameters keep their published names, so a checkpoint loads as it is.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from numpy.typing import NDArray
from torch import Tensor, nn

from ...errors import CheckpointError, ParameterError

PATCH = 8  # pixels on a patch's side
CHIP = 256  # pixels on a chip's side in training: 32 patches
METADATA_DIM = 8  # date and place, the last values of every patch's code
WAVE_DIM = 128  # of the network that makes kernels from wavelengths
WAVE_HEADS = 4
WAVE_MLP_DIM = 2048
KERNEL_TOKENS = 128  # learned tokens that the wavelengths are seen with
KERNEL_SCALE = 0.02  # upstream multiplies the generated kernel by it, not the bias
TRAINED_HOUR = 12  # training data carried no hour of the day, and stood at noon
WEEKS = 52

Check = Callable[[], None]


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


def wave_code(wavelengths: Tensor) -> Tensor:
    """64 sines, then 64 cosines, of each wavelength in micrometres, [bands, WAVE_DIM] float32."""
    half = WAVE_DIM // 2
    omega = 1.0 / 10000 ** (torch.arange(half, dtype=torch.float32) / (half - 1))
    angles = wavelengths[:, None] * omega
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class WaveLayer(nn.Module):
    """Two linear layers, added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.l1 = nn.Linear(WAVE_DIM, WAVE_DIM)
        self.l2 = nn.Linear(WAVE_DIM, WAVE_DIM)

    def forward(self, waves: Tensor) -> Tensor:
        """[bands, WAVE_DIM] to the same."""
        return waves + F.gelu(self.l2(F.gelu(self.l1(waves))))


class WeightGenerator(nn.Module):
    """A kernel for each wavelength and one bias, from a transformer over learned tokens and the wavelengths."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.dim = dim
        self.weight_tokens = nn.Parameter(torch.empty(KERNEL_TOKENS, WAVE_DIM))
        self.bias_token = nn.Parameter(torch.empty(1, WAVE_DIM))
        layer = nn.TransformerEncoderLayer(WAVE_DIM, WAVE_HEADS, WAVE_MLP_DIM, dropout=0.0, activation=F.gelu)
        self.encoder = nn.TransformerEncoder(layer, num_layers=1, enable_nested_tensor=False)
        self.fc_weight = nn.Linear(WAVE_DIM, PATCH * PATCH * dim)
        self.fc_bias = nn.Linear(WAVE_DIM, dim)

    def forward(self, waves: Tensor) -> tuple[Tensor, Tensor]:
        """Kernel [dim, bands, PATCH, PATCH] and bias [dim] of [bands, WAVE_DIM]."""
        tokens = torch.cat([self.weight_tokens, waves, self.bias_token])
        seen = self.encoder(tokens)
        of_waves = slice(KERNEL_TOKENS, KERNEL_TOKENS + len(waves))
        # The wavelengths' own tokens are added once more here, but the bias's is not.
        kernel = self.fc_weight(seen[of_waves] + tokens[of_waves])
        kernel = kernel.view(len(waves), self.dim, PATCH, PATCH).transpose(0, 1)
        return kernel * KERNEL_SCALE, self.fc_bias(seen[-1])


class PatchEmbedding(nn.Module):
    """Any bands to tokens."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.weight_generator = WeightGenerator(dim)
        self.fclayer = WaveLayer()

    def forward(self, wavelengths: Tensor) -> tuple[Tensor, Tensor]:
        """Kernel [dim, bands, PATCH, PATCH] and bias [dim] for wavelengths in micrometres, [bands]."""
        kernel: tuple[Tensor, Tensor] = self.weight_generator(self.fclayer(wave_code(wavelengths)))
        return kernel


# Position


def position_code(side: int, dim: int, gsd: float) -> Tensor:
    """Codes of side x side patches row by row, [side * side, dim] float32: column sine, cosine, row sine, cosine.

    All frequencies nearly equal gsd radians a patch (the exponent is divided twice upstream), so this is a hash of the
    exact gsd: pass the sensor's nominal one, and keep every step in float32.
    """
    count = dim // 4
    step = torch.arange(count, dtype=torch.float32) / (count - 1)
    omega = 1.0 / 10000 ** (2 * step / dim) * torch.tensor(gsd, dtype=torch.float32)
    angles = torch.arange(side, dtype=torch.float32)[:, None] * omega  # (side, count)
    waves = torch.cat([angles.sin(), angles.cos()], dim=1)  # (side, 2 count)
    columns = waves[None, :].expand(side, side, -1)
    rows = waves[:, None].expand(side, side, -1)
    return torch.cat([columns, rows], dim=2).flatten(0, 1)


# Transformer


class Attention(nn.Module):
    """Every token sees every token; without biases."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.heads = size.heads
        inner = size.heads * size.head_dim
        self.norm = nn.LayerNorm(size.dim)
        self.to_qkv = nn.Linear(size.dim, 3 * inner, bias=False)
        self.to_out = nn.Linear(inner, size.dim, bias=False)

    def forward(self, tokens: Tensor) -> Tensor:
        """[n, count, dim] to the same, to be added."""
        n, count, _ = tokens.shape
        qkv = self.to_qkv(self.norm(tokens)).view(n, count, 3, self.heads, -1)
        q, k, v = (part.transpose(1, 2) for part in qkv.unbind(2))  # (n, heads, count, head_dim)
        seen = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)
        out: Tensor = self.to_out(seen)
        return out


class FeedForward(nn.Module):
    """Each token by itself."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.net = nn.Sequential(
            nn.LayerNorm(size.dim), nn.Linear(size.dim, size.mlp_dim), nn.GELU(), nn.Linear(size.mlp_dim, size.dim)
        )

    def forward(self, tokens: Tensor) -> Tensor:
        """[n, count, dim] to the same, to be added."""
        out: Tensor = self.net(tokens)
        return out


class Layer(nn.Sequential):
    """Attention, then each token by itself, both added to what came in."""

    def __init__(self, size: Size) -> None:
        super().__init__(Attention(size), FeedForward(size))

    def forward(self, tokens: Tensor) -> Tensor:
        """[n, count, dim] to the same."""
        for part in self:
            tokens = part(tokens) + tokens
        return tokens


def _never() -> None:
    """Never stop the work."""


class Transformer(nn.Module):
    """The layers and the final norm: nearly all of the time, and all that is exported to other runtimes."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.depth))
        self.norm = nn.LayerNorm(size.dim)

    def forward(self, tokens: Tensor, check: Check = _never) -> Tensor:
        """[n, count, dim] to the same; ``check`` is called before each layer and may raise to stop."""
        for layer in self.layers:
            check()
            tokens = layer(tokens)
        normed: Tensor = self.norm(tokens)
        return normed


class Encoder(nn.Module):
    """All parameters under their published names."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.cls_token = nn.Parameter(torch.empty(1, 1, size.dim))
        self.patch_embedding = PatchEmbedding(size.dim)
        self.transformer = Transformer(size)


class ClayOutput(NamedTuple):
    """What the encoder says of n chips of side x side patches."""

    chips: Tensor  # (n, dim), the class token
    patches: Tensor  # (n, side, side, dim)


Transform = Callable[[Tensor, Check], Tensor]


class Clay:
    """The encoder; ``transform`` runs the transformer, and may be another runtime's."""

    def __init__(self, encoder: Encoder, size: Size, transform: Transform | None = None) -> None:
        self.size = size
        self.encoder = encoder
        self.transform: Transform = transform or encoder.transformer
        # A raster has one set of wavelengths and one gsd; a few more are kept for a session with several rasters.
        self.kernel = lru_cache(maxsize=8)(self._kernel)
        self.position = lru_cache(maxsize=8)(lambda side, gsd: position_code(side, size.dim - METADATA_DIM, gsd))

    def with_transform(self, transform: Transform) -> Clay:
        """The same encoder with its transformer run by another runtime."""
        return Clay(self.encoder, self.size, transform)

    @torch.inference_mode()
    def __call__(
        self, pixels: Tensor, metadata: Tensor, *, wavelengths: tuple[float, ...], gsd: float, check: Check = _never
    ) -> ClayOutput:
        """Class and patch embeddings of normalised chips [n, bands, s, s] with metadata codes [n, METADATA_DIM].

        Wavelengths in micrometres, one a band; the sensor's nominal gsd in metres. Raises ParameterError for chips that
        are not square or not whole patches.
        """
        _check_chips(pixels, metadata, wavelengths)
        tokens = self.tokens(pixels, metadata, wavelengths=wavelengths, gsd=gsd, check=check)
        n, side = len(pixels), pixels.shape[-1] // PATCH
        return ClayOutput(tokens[:, 0], tokens[:, 1:].reshape(n, side, side, -1))

    @torch.inference_mode()
    def tokens(
        self, pixels: Tensor, metadata: Tensor, *, wavelengths: tuple[float, ...], gsd: float, check: Check = _never
    ) -> Tensor:
        """The class token, then the patches row by row, [n, 1 + patches, dim]; a rest of the chip is cut off."""
        return self.transform(self.embed(pixels, metadata, wavelengths=wavelengths, gsd=gsd), check)

    @torch.inference_mode()
    def embed(self, pixels: Tensor, metadata: Tensor, *, wavelengths: tuple[float, ...], gsd: float) -> Tensor:
        """The tokens before the first layer, [n, 1 + patches, dim]."""
        kernel, bias = self.kernel(wavelengths)
        patches = F.conv2d(pixels, kernel, bias, stride=PATCH)  # (n, dim, side, side)
        position = self.position(patches.shape[-1], gsd)
        tokens = patches.flatten(2).transpose(1, 2)
        codes = metadata.to(tokens)[:, None].expand(-1, len(position), -1)
        tokens = tokens + torch.cat([position.expand(len(tokens), -1, -1), codes], dim=2)
        return torch.cat([self.encoder.cls_token.expand(len(tokens), -1, -1), tokens], dim=1)

    @torch.inference_mode()
    def _kernel(self, wavelengths: tuple[float, ...]) -> tuple[Tensor, Tensor]:
        kernel, bias = self.encoder.patch_embedding(torch.tensor(wavelengths, dtype=torch.float32))
        return kernel.contiguous(), bias


def _check_chips(pixels: Tensor, metadata: Tensor, wavelengths: Sequence[float]) -> None:
    """Refuse what upstream would silently crop or place wrongly."""
    n, bands, height, width = pixels.shape
    if height != width or height % PATCH or not height:
        hint = f"Chips are square, and their side is a multiple of {PATCH} pixels."
        raise ParameterError(f"Clay cannot take a chip of {height} x {width} pixels.", hint=hint)
    if bands != len(wavelengths):
        raise ParameterError(f"There are {bands} bands but {len(wavelengths)} wavelengths.")
    if metadata.shape != (n, METADATA_DIM):
        raise ParameterError(f"The metadata of {n} chips have the shape {tuple(metadata.shape)}.")
    if any(not 0 < wavelength < 100 for wavelength in wavelengths):  # noqa: PLR2004 - micrometres, thermal included
        hint = "Wavelengths are in micrometres: red is 0.665."
        raise ParameterError(f"A wavelength of {max(wavelengths, key=abs)} cannot be.", hint=hint)


# Weights


def size_of(state: Mapping[str, Tensor], heads: int | None = None) -> Size:
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


def load(state: Mapping[str, Tensor], *, heads: int | None = None) -> Clay:
    """The encoder of the tensors that ``layout`` names; raises CheckpointError where the heads must be given."""
    size = size_of(state, heads)
    with torch.device("meta"):
        encoder = Encoder(size)
    # Assigned, not copied: weights that are mapped from a file stay so, and need no memory twice.
    encoder.load_state_dict(state, assign=True)
    return Clay(encoder.eval().requires_grad_(requires_grad=False), size)
