"""SatCLIP's encoder of places: spherical harmonics and a network of sines, in float64 and numpy alone.

The model is SatCLIP (Klemmer et al. 2023, arXiv:2311.17179), MIT licence. With H the harmonics of a place:

    h = sin(30 (W H + b));   h = sin(W h + b) in each further layer;   embedding = W h + b

Norms of the harmonics are linear, and are folded into the first W.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...errors import CheckpointError
from ...threads import map_on_cores
from ...weights.tensor_file import digest_of
from ..lonlat import LocationEncoder, check_lonlat
from . import harmonics
from .cells import Chebyshev, Rows, bands_of_cells
from .harmonics import Convention, Floats
from .sines import take_sines

PLACES_AT_ONCE = 1024  # 13 MB of features for L = 40, in every thread
FEWEST_FOR_CELLS = 10_000  # of fewer, cells are so large that they save little
PLACES_IN_CELL = 512
MOST_TERMS_OF_A_CELL = 1.0  # of the number of harmonics; about half of them are kept
CHEBYSHEV_ERROR = 1e-14  # of the largest term
FIRST_FREQUENCY = 30.0  # of the first sine; later ones have 1


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What the encoder's tensors are; read from their shapes, and held against the hyper-parameters."""

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


# Rows of places, the first layer's weights for them (capacity, k), and what these are multiplied with (k, n).
UseBlock = Callable[[Rows, Floats, Floats], None]


class SatClipLocations:
    """Harmonics of a place through a network of sines; many places are spread over the cores in blocks."""

    def __init__(self, state: Mapping[str, Floats], layout: Layout, name: str = "satclip") -> None:
        self.name = name
        self.layout = layout
        self.dim = layout.dim
        self._sha256 = digest_of(state)
        names = [*(f"layers.{layer}" for layer in range(layout.layers)), "last_layer"]
        # The arguments of sines in half turns: the frequency and 1 / pi go into the layers.
        factors = [FIRST_FREQUENCY / math.pi, *[1 / math.pi] * (layout.layers - 1), 1.0]
        first, *later = (state[f"{name}.weight"] * factor for name, factor in zip(names, factors, strict=True))
        self._weights = [harmonics.fold(first, layout.degrees, layout.convention), *later]
        self._biases = [state[f"{name}.bias"][:, None] * factor for name, factor in zip(names, factors, strict=True)]

    def tags(self) -> dict[str, str]:
        """The digest of its tensors, and which harmonics they belong to."""
        return {"CHECKPOINT_SHA256": self._sha256, "HARMONICS": self.layout.convention}

    def embed(self, lonlat: Floats) -> Floats:
        """Embeddings (n, dim), not of length 1, of places (n, 2) in degrees; raises OutsideError for no place."""
        lonlat = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
        check_lonlat(lonlat)
        embeddings = np.empty((len(lonlat), self.dim))

        def embed_block(rows: Rows, first: Floats, values: Floats) -> None:
            embeddings[rows] = self._network(first, values).T

        self.first_layers(lonlat, embed_block)
        return embeddings

    def first_layers(self, lonlat: Floats, use: UseBlock) -> None:
        """Call ``use`` with every block of places and what the first layer takes of them: all but the network."""
        if len(lonlat) >= FEWEST_FOR_CELLS:
            self._by_cells(lonlat, use)
            return

        def use_places(rows: Rows) -> None:
            use(rows, self._weights[0], self._harmonics(lonlat[rows]))

        starts = range(PLACES_AT_ONCE, len(lonlat), PLACES_AT_ONCE)
        map_on_cores(use_places, np.split(np.arange(len(lonlat)), starts))

    def _harmonics(self, lonlat: Floats) -> Floats:
        sphere = harmonics.on_sphere(lonlat, self.layout.convention)
        return harmonics.monic_harmonics(sphere, self.layout.degrees)

    def _by_cells(self, lonlat: Floats, use: UseBlock) -> None:
        """Blocks of neighbours, on whose cell the first layer's sums need fewer terms.

        The sums are trigonometric polynomials of degree L - 1 in latitude and longitude, so that on a small cell the
        first Chebyshev polynomials of both are as good as all harmonics, to the last digits of a double.
        """
        sphere = harmonics.on_sphere(lonlat, self.layout.convention)
        lat, phi, frequency = lonlat[:, 1], sphere.phi, self.layout.degrees - 1
        for band in bands_of_cells(lat, phi, PLACES_IN_CELL):
            vertical = Chebyshev.covering(lat[np.concatenate(band)], frequency=frequency, unit=math.pi / 180)
            parallels = self._fourier_series(vertical.nodes)
            series = np.tensordot(vertical.transform, parallels, axes=(0, 1))  # (polynomial, 2 degrees - 1, capacity)

            def use_cell(rows: Rows, vertical: Chebyshev = vertical, series: Floats = series) -> None:
                horizontal = Chebyshev.covering(phi[rows], frequency=frequency)
                if vertical.count * horizontal.count > MOST_TERMS_OF_A_CELL * self.layout.degrees**2:
                    use(rows, self._weights[0], self._harmonics(lonlat[rows]))
                    return
                along = horizontal.transform.T @ self._circle_terms(horizontal.nodes).T
                weights = along @ series  # (vertical, horizontal, capacity)
                sizes = np.maximum(weights.max(axis=2), -weights.min(axis=2))
                lines, columns = (sizes > CHEBYSHEV_ERROR * sizes.max()).nonzero()
                # By take, which lets other threads work meanwhile, as indexing does not.
                values = horizontal.at(phi.take(rows)).take(columns, axis=0)
                values *= vertical.at(lat.take(rows)).take(lines, axis=0)
                kept = weights.reshape(-1, self.layout.capacity).take(lines * horizontal.count + columns, axis=0)
                use(rows, kept.T, values)

            map_on_cores(use_cell, band)

    def _network(self, first: Floats, values: Floats) -> Floats:
        """Embeddings (dim, n) of what the first layer takes: its weights (capacity, k) and values (k, n)."""
        hidden = first @ values
        hidden += self._biases[0]
        take_sines(hidden)
        for weight, bias in zip(self._weights[1:-1], self._biases[1:-1], strict=True):
            hidden = weight @ hidden
            hidden += bias
            take_sines(hidden)
        embeddings: Floats = self._weights[-1] @ hidden
        embeddings += self._biases[-1]
        return embeddings

    def embed_grid(self, lons: Floats, lats: Floats) -> Floats:
        """Embeddings (dim, lat, lon) of all crossings of meridians and parallels; the same as of single places.

        On a parallel the first layer is a Fourier series in the longitude, of 2 L - 1 terms instead of L * L.
        """
        equator = np.stack([lons, np.zeros(len(lons))], axis=1)
        check_lonlat(equator)
        check_lonlat(np.stack([np.zeros(len(lats)), lats], axis=1))
        series = self._fourier_series(lats)
        terms = self._circle_terms(harmonics.on_sphere(equator, self.layout.convention).phi)
        embeddings = np.empty((self.dim, len(lats), len(lons)))

        def embed_parallel(row: int) -> None:
            for start in range(0, len(lons), PLACES_AT_ONCE):
                part = slice(start, start + PLACES_AT_ONCE)
                embeddings[:, row, part] = self._network(series[:, row].T, terms[:, part])

        map_on_cores(embed_parallel, range(len(lats)))
        return embeddings

    def _circle_terms(self, phi: Floats) -> Floats:
        """cos(m phi) of all orders, then sin(m phi) of all but 0: (2 * degrees - 1, n)."""
        angles = np.arange(self.layout.degrees, dtype=np.float64)[:, None] * phi
        return np.concatenate([np.cos(angles), np.sin(angles[1:])])

    def _fourier_series(self, lats: Floats) -> Floats:
        """The first layer's coefficients of `_circle_terms` on parallels: (2 * degrees - 1, lat, capacity)."""
        degrees = self.layout.degrees
        meridian = np.stack([np.zeros(len(lats)), lats], axis=1)
        sphere = harmonics.on_sphere(meridian, self.layout.convention)
        polynomials = np.zeros((degrees, degrees, len(lats)))  # (order, degree, lat)
        for degree, of_degree in enumerate(harmonics.monic_polynomials(sphere.x, degrees)):
            polynomials[: degree + 1, degree] = of_degree
        polynomials *= harmonics.powers_of_s(sphere, degrees)[:, None]
        series = np.empty((2 * degrees - 1, len(lats), self.layout.capacity))

        def fill(row: int) -> None:
            order = row if row < degrees else row - degrees + 1
            np.matmul(polynomials[order, order:].T, self._weights_of_order[row], out=series[row])

        map_on_cores(fill, range(len(series)))
        return series

    @cached_property
    def _weights_of_order(self) -> list[Floats]:
        """The first layer's weights (degree, capacity) of the cosines of every order, then of the sines but 0."""
        rows = [harmonics.rows_of_order(self.layout.degrees, order) for order in range(self.layout.degrees)]
        both = [pair[0] for pair in rows] + [pair[1] for pair in rows[1:]]
        return [np.ascontiguousarray(self._weights[0][:, columns].T) for columns in both]


def load_locations(
    state: Mapping[str, Floats], hyper_parameters: Mapping[str, Any] | None = None, name: str = "satclip"
) -> SatClipLocations:
    """The encoder of the tensors that ``location_layout`` names; raises CheckpointError."""
    arrays = {key: np.ascontiguousarray(values, np.float64) for key, values in state.items()}
    return SatClipLocations(arrays, Layout.of(arrays, hyper_parameters or {}), name)


_: type[LocationEncoder] = SatClipLocations  # the type checker proves that it fits
