"""SatCLIP, whole: its location encoder (harmonics and a sine network) and its three image encoders.

The model is SatCLIP (Klemmer et al. 2023, arXiv:2311.17179), MIT licence. Its image encoders come from SSL4EO-S12
(Wang et al. 2022, arXiv:2211.07044), CC-BY-4.0.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, cast

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from numpy.typing import NDArray
from torch import Tensor, nn

from ...errors import CheckpointError, ParameterError
from ...runtimes.torch_threads import map_in_threads, torch_threads
from ...threads import worker_count
from ...weights.tensor_file import digest_of
from ..encoder import ChipEncoder, Chips, Pass, Recipe
from ..lonlat import LocationEncoder, check_lonlat
from . import harmonics
from .cells import Chebyshev, Rows, bands_of_cells
from .harmonics import Convention, Floats

DIM = 256
PLACES_AT_ONCE = 2048  # 26 MB of features for L = 40
FEWEST_FOR_CELLS = 10_000  # of fewer, cells are so large that they save little
PLACES_IN_CELL = 512
MOST_TERMS_OF_A_CELL = 1.0  # of the number of harmonics; about half of them are kept
CHEBYSHEV_ERROR = 1e-14  # of the largest term
FIRST_FREQUENCY = 30.0  # of the first sine; later ones have 1

BANDS = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B11", "B12")
B10_INDEX = 10  # where the network expects the cirrus band that level 2A does not have
REFLECTANCE_SCALE = 10000.0
CHANNELS = len(BANDS) + 1


# Places


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What the location encoder's tensors are; read from their shapes, and held against the hyper-parameters."""

    degrees: int  # L: the harmonics' degrees are 0 .. L - 1
    capacity: int
    layers: int  # sine layers
    dim: int
    convention: Convention

    @classmethod
    def of(cls, state: Mapping[str, Floats], hyper_parameters: Mapping[str, Any]) -> Layout:
        """The layout of ``state`` (bare names, `layers.0.weight`); raises CheckpointError for a contradiction."""
        capacity, features = state["layers.0.weight"].shape
        layout = cls(
            degrees=math.isqrt(features),
            capacity=capacity,
            layers=sum(name.endswith("weight") for name in state) - 1,
            dim=len(state["last_layer.bias"]),
            convention=hyper_parameters.get("harmonics_calculation", "analytic"),
        )
        layout.check(hyper_parameters)
        return layout

    def check(self, hyper_parameters: Mapping[str, Any]) -> None:
        """Raise CheckpointError unless tensors and hyper-parameters agree."""
        if self.convention not in harmonics.CONVENTIONS:
            raise CheckpointError(
                f"The checkpoint's harmonics are '{self.convention}', which Landprint does not compute.",
                hint="Take one whose harmonics are 'analytic' or 'closed-form'.",
            )
        said = {
            "legendre_polys": self.degrees,
            "capacity": self.capacity,
            "num_hidden_layers": self.layers,
            "embed_dim": self.dim,
        }
        for name, value in said.items():
            if hyper_parameters.get(name, value) != value:
                raise CheckpointError(
                    f"The checkpoint says {name} = {hyper_parameters[name]}, its tensors say {value}.",
                    hint="Download the checkpoint again, or choose the right file.",
                )


class SatClipLocations:
    """Harmonics of a place through a network of sines, in float64 throughout; on the CPU, where float64 is at home."""

    def __init__(self, state: Mapping[str, Floats], layout: Layout, name: str = "satclip") -> None:
        self.name = name
        self.layout = layout
        self.dim = layout.dim
        self._sha256 = digest_of(state)
        names = [*(f"layers.{layer}" for layer in range(layout.layers)), "last_layer"]
        first, *later = (torch.from_numpy(state[f"{name}.weight"]) for name in names)
        folded = harmonics.fold(first.numpy(), layout.degrees, layout.convention)
        self._weights = [torch.from_numpy(folded), *later]
        self._biases = [torch.from_numpy(state[f"{name}.bias"])[:, None] for name in names]

    def tags(self) -> dict[str, str]:
        """The digest of its tensors, and which harmonics they belong to."""
        return {"CHECKPOINT_SHA256": self._sha256, "HARMONICS": self.layout.convention}

    @torch.inference_mode()
    def embed(self, lonlat: Floats) -> Floats:
        """Embeddings (n, dim), not of length 1, of places (n, 2) in degrees; raises OutsideError for no place."""
        lonlat = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
        check_lonlat(lonlat)
        embeddings = np.empty((len(lonlat), self.dim))
        for rows, first, values in self.first_layers(lonlat):
            embeddings[rows] = self._network(first, values).numpy().T
        return embeddings

    def first_layers(self, lonlat: Floats) -> Iterator[FirstLayer]:
        """Blocks of places with what the first layer takes of them: all but the network."""
        return self._by_cells(lonlat) if len(lonlat) >= FEWEST_FOR_CELLS else self._one_by_one(lonlat)

    def _one_by_one(self, lonlat: Floats) -> Iterator[FirstLayer]:
        """Blocks of places with all their harmonics."""
        for start in range(0, len(lonlat), PLACES_AT_ONCE):
            rows = np.arange(start, min(start + PLACES_AT_ONCE, len(lonlat)))
            yield self._with_harmonics(rows, lonlat[rows])

    def _with_harmonics(self, rows: Rows, lonlat: Floats) -> FirstLayer:
        """Places with all their harmonics."""
        sphere = harmonics.on_sphere(lonlat, self.layout.convention)
        features = harmonics.monic_harmonics(sphere, self.layout.degrees)
        return FirstLayer(rows, self._weights[0], torch.from_numpy(features))

    def _by_cells(self, lonlat: Floats) -> Iterator[FirstLayer]:
        """Blocks of neighbours, on whose cell the first layer's sums need fewer terms.

        The sums are trigonometric polynomials of degree L - 1 in latitude and longitude, so that on a small cell the
        first Chebyshev polynomials of both are as good as all harmonics, to the last digits of a double.
        """
        sphere = harmonics.on_sphere(lonlat, self.layout.convention)
        lat, frequency = lonlat[:, 1], self.layout.degrees - 1
        for band in bands_of_cells(lat, sphere.phi, PLACES_IN_CELL):
            vertical = Chebyshev.covering(lat[np.concatenate(band)], frequency=frequency, unit=math.pi / 180)
            series = torch.from_numpy(vertical.transform.T) @ self._fourier_series(vertical.nodes)
            for rows in band:
                horizontal = Chebyshev.covering(sphere.phi[rows], frequency=frequency)
                if vertical.count * horizontal.count > MOST_TERMS_OF_A_CELL * self.layout.degrees**2:
                    yield self._with_harmonics(rows, lonlat[rows])
                else:
                    yield self._with_chebyshev(rows, series, vertical.at(lat[rows]), horizontal, sphere.phi[rows])

    def _with_chebyshev(
        self, rows: Rows, series: Tensor, vertical: Floats, horizontal: Chebyshev, phi: Floats
    ) -> FirstLayer:
        """Places of a cell with the products of Chebyshev polynomials that matter there.

        ``series`` (2 * degrees - 1, polynomial, capacity) is the band's, ``vertical`` (polynomial, n) the polynomials
        of the places' latitudes.
        """
        along = self._circle_terms(horizontal.nodes) @ torch.from_numpy(horizontal.transform)
        weights = torch.tensordot(along, series, dims=([0], [0]))  # (horizontal, vertical, capacity)
        sizes = weights.abs().amax(dim=2)
        kept = sizes > CHEBYSHEV_ERROR * sizes.max()
        columns, lines = (index.numpy() for index in kept.nonzero(as_tuple=True))
        values = horizontal.at(phi)[columns] * vertical[lines]
        return FirstLayer(rows, weights[kept].T, torch.from_numpy(values))

    def _network(self, first: Tensor, values: Tensor) -> Tensor:
        """Embeddings (dim, n) of what the first layer takes: its weights (capacity, k) and values (k, n)."""
        hidden = torch.addmm(self._biases[0], first, values, beta=FIRST_FREQUENCY, alpha=FIRST_FREQUENCY).sin_()
        for weight, bias in zip(self._weights[1:-1], self._biases[1:-1], strict=True):
            hidden = torch.addmm(bias, weight, hidden).sin_()
        return torch.addmm(self._biases[-1], self._weights[-1], hidden)

    @torch.inference_mode()
    def embed_grid(self, lons: Floats, lats: Floats) -> Floats:
        """Embeddings (dim, lat, lon) of all crossings of meridians and parallels; the same as of single places.

        On a parallel the first layer is a Fourier series in the longitude, of 2 L - 1 terms instead of L * L.
        """
        equator = np.stack([lons, np.zeros(len(lons))], axis=1)
        check_lonlat(equator)
        check_lonlat(np.stack([np.zeros(len(lats)), lats], axis=1))
        # With one thread of torch's: its own would wait for each other at every one of many small products.
        with torch_threads(1):
            series = self._fourier_series(lats)
            terms = self._circle_terms(harmonics.on_sphere(equator, self.layout.convention).phi)
        embeddings = np.empty((self.dim, len(lats), len(lons)))

        @torch.inference_mode()  # which each thread has for itself
        def embed_parallel(row: int) -> None:
            for start in range(0, len(lons), PLACES_AT_ONCE):
                part = slice(start, start + PLACES_AT_ONCE)
                embeddings[:, row, part] = self._network(series[:, row].T, terms[:, part]).numpy()

        map_in_threads(embed_parallel, range(len(lats)), worker_count())
        return embeddings

    def _circle_terms(self, phi: Floats) -> Tensor:
        """cos(m phi) of all orders, then sin(m phi) of all but 0: (2 * degrees - 1, n)."""
        angles = np.arange(self.layout.degrees, dtype=np.float64)[:, None] * phi
        return torch.from_numpy(np.concatenate([np.cos(angles), np.sin(angles[1:])]))

    def _fourier_series(self, lats: Floats) -> Tensor:
        """The first layer's coefficients of `_circle_terms` on parallels: (2 * degrees - 1, lat, capacity)."""
        degrees = self.layout.degrees
        meridian = np.stack([np.zeros(len(lats)), lats], axis=1)
        sphere = harmonics.on_sphere(meridian, self.layout.convention)
        polynomials = np.zeros((degrees, degrees, len(lats)))  # (order, degree, lat)
        for degree, of_degree in enumerate(harmonics.monic_polynomials(sphere.x, degrees)):
            polynomials[: degree + 1, degree] = of_degree
        polynomials *= harmonics.powers_of_s(sphere, degrees)[:, None]
        series = torch.empty((2 * degrees - 1, len(lats), self.layout.capacity), dtype=torch.float64)
        for row, weight in enumerate(self._weights_of_order):
            order = row if row < degrees else row - degrees + 1
            torch.mm(torch.from_numpy(polynomials[order, order:]).T, weight, out=series[row])
        return series

    @cached_property
    def _weights_of_order(self) -> list[Tensor]:
        """The first layer's weights (degree, capacity) of the cosines of every order, then of the sines but 0."""
        rows = [harmonics.rows_of_order(self.layout.degrees, order) for order in range(self.layout.degrees)]
        both = [pair[0] for pair in rows] + [pair[1] for pair in rows[1:]]
        return [self._weights[0][:, columns].T.contiguous() for columns in both]


class FirstLayer(NamedTuple):
    """Rows of places, with what the first layer takes of them (k, n) and its weights for that (capacity, k)."""

    rows: Rows
    first: Tensor
    values: Tensor


def load_locations(
    state: Mapping[str, Tensor], hyper_parameters: Mapping[str, Any] | None = None, name: str = "satclip"
) -> SatClipLocations:
    """The location encoder of the tensors that ``location_layout`` names; raises CheckpointError."""
    arrays = {key: value.detach().to("cpu", torch.float64).contiguous().numpy() for key, value in state.items()}
    return SatClipLocations(arrays, Layout.of(arrays, hyper_parameters or {}), name)


# Images


class BasicBlock(nn.Module):
    """Two 3x3 convolutions beside the identity (ResNet18)."""

    expansion = 1

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = _downsample(channels, width * self.expansion, stride)

    def forward(self, x: Tensor) -> Tensor:
        """(n, channels, h, w) to (n, width, h / stride, w / stride)."""
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.downsample(x))


class Bottleneck(nn.Module):
    """A 3x3 convolution between two 1x1 ones, beside the identity (ResNet50); the 3x3 one has the stride."""

    expansion = 4

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, width * self.expansion, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(width * self.expansion)
        self.downsample = _downsample(channels, width * self.expansion, stride)

    def forward(self, x: Tensor) -> Tensor:
        """(n, channels, h, w) to (n, 4 width, h / stride, w / stride)."""
        y = F.relu(self.bn1(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        return F.relu(self.bn3(self.conv3(y)) + self.downsample(x))


def _downsample(channels: int, out_channels: int, stride: int) -> nn.Module:
    """What the identity needs to have the block's output shape."""
    if stride == 1 and channels == out_channels:
        return nn.Identity()
    return nn.Sequential(nn.Conv2d(channels, out_channels, 1, stride, bias=False), nn.BatchNorm2d(out_channels))


class ResNet(nn.Module):
    """A residual network (He et al. 2015, arXiv:1512.03385) on 13 bands; takes images of any size."""

    def __init__(self, block: type[BasicBlock | Bottleneck], depths: tuple[int, int, int, int]) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(CHANNELS, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.layers = [f"layer{stage + 1}" for stage in range(len(depths))]
        channels = 64
        for stage, depth in enumerate(depths):
            width = 64 * 2**stage
            blocks: list[nn.Module] = []
            for index in range(depth):
                blocks.append(block(channels, width, 2 if stage and index == 0 else 1))
                channels = width * block.expansion
            self.add_module(self.layers[stage], nn.Sequential(*blocks))
        self.fc = nn.Linear(channels, DIM)

    def forward(self, x: Tensor) -> Tensor:
        """(n, 13, h, w) to (n, 256)."""
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        for layer in self.layers:
            x = self.get_submodule(layer)(x)
        return cast("Tensor", self.fc(x.mean((2, 3))))


class Attention(nn.Module):
    """Multi-head self-attention."""

    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        """(n, tokens, dim) to the same shape."""
        count, tokens, dim = x.shape
        q, k, v = self.qkv(x).reshape(count, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v)
        return cast("Tensor", self.proj(mixed.transpose(1, 2).reshape(count, tokens, dim)))


class TransformerBlock(nn.Module):
    """Attention and a two-layer network, each normalised before and beside the identity."""

    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(dim, eps=1e-6)
        self.attn = Attention(dim, heads)
        self.norm2 = nn.LayerNorm(dim, eps=1e-6)
        self.mlp = nn.ModuleDict({"fc1": nn.Linear(dim, 4 * dim), "fc2": nn.Linear(4 * dim, dim)})

    def forward(self, x: Tensor) -> Tensor:
        """(n, tokens, dim) to the same shape."""
        x = x + self.attn(self.norm1(x))
        return x + cast("Tensor", self.mlp["fc2"](F.gelu(self.mlp["fc1"](self.norm2(x)))))


class VisionTransformer(nn.Module):
    """ViT-Small/16 (Dosovitskiy et al. 2020, arXiv:2010.11929) on 13 bands; takes images of 224 pixels."""

    size = 224  # pixels on an image's side
    patch = 16
    dim = 384
    depth = 12
    heads = 6

    def __init__(self) -> None:
        super().__init__()
        tokens = 1 + (self.size // self.patch) ** 2
        self.cls_token = nn.Parameter(torch.zeros(1, 1, self.dim))
        self.pos_embed = nn.Parameter(torch.zeros(1, tokens, self.dim))
        self.patch_embed = nn.ModuleDict({"proj": nn.Conv2d(CHANNELS, self.dim, self.patch, self.patch)})
        self.blocks = nn.Sequential(*(TransformerBlock(self.dim, self.heads) for _ in range(self.depth)))
        self.norm = nn.LayerNorm(self.dim, eps=1e-6)
        self.head = nn.Linear(self.dim, DIM)

    def forward(self, x: Tensor) -> Tensor:
        """(n, 13, 224, 224) to (n, 256)."""
        if x.shape[2:] != (self.size, self.size):
            raise ParameterError(
                f"SatCLIP's transformer takes {self.size} x {self.size} pixels, got {x.shape[3]} x {x.shape[2]}.",
                hint="Give it chips of that size, or take one of the ResNet checkpoints.",
            )
        patches = self.patch_embed["proj"](x).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.cls_token.expand(len(x), -1, -1), patches], dim=1) + self.pos_embed
        return cast("Tensor", self.head(self.norm(self.blocks(tokens))[:, 0]))


RESNET_SIDE = 256  # pixels of the images in training


class ImageEncoder:
    """Sentinel-2 chips to the space of the location encoder; a whole chip is one patch."""

    margin = 0
    dim = DIM

    def __init__(self, network: nn.Module, name: str = "satclip-image") -> None:
        self.name = name
        self.patch = network.size if isinstance(network, VisionTransformer) else RESNET_SIDE
        self._network = network

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """One way: a chip after the other."""
        return (Recipe(name="plain", passes=(Pass(core=1),)),)

    def blank_tokens(self, side: int) -> None:
        """Nothing: a chip has one embedding, so that there is no position within it to remove."""

    def tags(self) -> dict[str, str]:
        """Nothing but its name."""
        return {}

    def embed(self, chips: Chips) -> NDArray[np.float32]:
        """Embeddings (chip, 256, patch row, patch column) of 12 bands of DN in the order of `BANDS`."""
        count, bands, height, width = chips.pixels.shape
        rows, columns = height // self.patch, width // self.patch
        patches = np.nan_to_num(chips.pixels).reshape(count, bands, rows, self.patch, columns, self.patch)
        patches = patches.transpose(0, 2, 4, 1, 3, 5).reshape(-1, bands, self.patch, self.patch)
        embeddings = np.concatenate([self.embed_images(image[None]) for image in patches])
        return embeddings.reshape(count, rows, columns, self.dim).transpose(0, 3, 1, 2)

    @torch.inference_mode()
    def embed_images(self, dn: NDArray[Any]) -> NDArray[np.float32]:
        """Embeddings (n, 256), not of length 1, of images (n, 12, h, w): DN without an offset, bands as in `BANDS`."""
        result: NDArray[np.float32] = self._network(torch.from_numpy(network_input(dn))).numpy()
        return result


def network_input(dn: NDArray[Any]) -> NDArray[np.float32]:
    """Reflectances (n, 13, h, w) from DN (n, 12, h, w), with a B10 of zeros."""
    if dn.shape[1] != len(BANDS):
        raise ParameterError(
            f"SatCLIP's image encoder takes the 12 bands of Sentinel-2 level 2A, got {dn.shape[1]}.",
            hint=f"Give {', '.join(BANDS)} in this order.",
        )
    reflectance = dn.astype(np.float32) / np.float32(REFLECTANCE_SCALE)
    return np.insert(reflectance, B10_INDEX, np.float32(0), axis=1)


def load_images(state: Mapping[str, Tensor], name: str = "satclip-image") -> ImageEncoder:
    """The image encoder of the tensors that ``image_layout`` names; they tell its kind."""
    network: nn.Module
    if "cls_token" in state:
        network = VisionTransformer()
    elif "layer1.0.conv3.weight" in state:
        network = ResNet(Bottleneck, (3, 4, 6, 3))
    else:
        network = ResNet(BasicBlock, (2, 2, 2, 2))
    network.load_state_dict({name: value for name, value in state.items() if name != "logit_scale"})
    return ImageEncoder(network.eval().requires_grad_(requires_grad=False), name)


# The type checker proves that they fit.
_locations: type[LocationEncoder] = SatClipLocations
_images: type[ChipEncoder] = ImageEncoder
