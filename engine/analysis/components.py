"""The principal components of an embedding raster: a picture of the first three, or any number of them as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasterio.enums import ColorInterp

from ..embedding_rasters.kinds import ALPHA_EARTH, alpha_earth_codes
from ..embedding_rasters.raster import EmbeddingRaster
from ..errors import ParameterError
from ..progress import Reporter
from ..rasters.geotiff import TILE, write_geotiff
from ..rasters.grid import tiles
from .blocks import EmbeddingBlocks, StoredBlock
from .columns import map_columns
from .sample import sample_patches

KIND = "principal components"
COMPONENTS = 3  # of a picture
SAMPLE_SIZE = 20_000
STRETCH_PERCENTILES = (2, 98)
LOOK_TILES = 9  # that are read to choose bands


@dataclass(frozen=True, kw_only=True)
class _Components:
    """Directions (component, dim) of most variance from the mean, their shares of it, and the stretch of each."""

    mean: np.ndarray
    axes: np.ndarray
    shares: list[float]
    low: np.ndarray
    high: np.ndarray


def write_principal_components(
    source: EmbeddingRaster, output: Path, *, memory_bytes: int, tags: dict[str, str], reporter: Reporter
) -> list[float]:
    """Write the picture as Byte bands, 0 being nodata; returns each component's share of the variance."""
    blocks = EmbeddingBlocks(source, memory_bytes)
    found = _fitted(blocks, COMPONENTS, reporter.part(0, 0.6))
    span = np.maximum(found.high - found.low, 1e-12)
    names = [f"principal component {number}" for number in range(1, COMPONENTS + 1)]
    with write_geotiff(
        output,
        source.grid,
        kind=KIND,
        tags=tags,
        names=names,
        dtype="uint8",
        nodata=0,
        interleave="pixel",
        photometric="rgb",
    ) as raster:
        raster.dataset.colorinterp = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
        for block in reporter.part(0.6, 1).track(blocks, text="Drawing", total=len(blocks)):

            def colours(columns: slice, block: StoredBlock = block) -> np.ndarray:
                with np.errstate(over="ignore", invalid="ignore"):  # what stands at nodata may be anything
                    scores = found.axes @ (blocks.decode(block.stored[:, columns]) - found.mean[:, None])  # (3, patch)
                stretched = np.clip(np.nan_to_num((scores - found.low[:, None]) / span[:, None]), 0, 1)
                return np.where(block.mask[columns], 1 + np.rint(254 * stretched), 0).astype(np.uint8)

            picture = np.concatenate(map_columns(block.stored.shape[1], colours), axis=1)
            raster.write(block.window, picture.reshape(COMPONENTS, block.window.height, block.window.width))
    return found.shares


def write_component_values(
    source: EmbeddingRaster, output: Path, count: int, *, memory_bytes: int, tags: dict[str, str], reporter: Reporter
) -> tuple[list[float], list[tuple[float, float]]]:
    """Write the first ``count`` components as float32 bands, NaN being nodata.

    Returns each one's share of the variance and the range that shows it well. Raises ParameterError for more
    components than there are dims.
    """
    if not 1 <= count <= source.dim:
        raise ParameterError(
            f"These embeddings have {source.dim} dimensions, and so as many components.",
            hint=f"Choose from 1 to {source.dim}.",
        )
    blocks = EmbeddingBlocks(source, memory_bytes)
    found = _fitted(blocks, count, reporter.part(0, 0.6))
    names = [
        f"principal component {number} ({100 * share:.2g} % of the variance)"
        for number, share in enumerate(found.shares, start=1)
    ]
    with write_geotiff(
        output, source.grid, kind=KIND, tags=tags, names=names, dtype="float32", nodata=float("nan")
    ) as raster:
        for block in reporter.part(0.6, 1).track(blocks, text="Writing", total=len(blocks)):

            def own(columns: slice, block: StoredBlock = block) -> np.ndarray:
                with np.errstate(over="ignore", invalid="ignore"):  # what stands at nodata may be anything
                    values: np.ndarray = found.axes @ (blocks.decode(block.stored[:, columns]) - found.mean[:, None])
                return values

            scores = np.concatenate(map_columns(block.stored.shape[1], own), axis=1)  # (component, patch)
            scores[:, ~block.mask] = np.nan
            raster.write(block.window, scores.reshape(count, block.window.height, block.window.width))
    return found.shares, list(zip(found.low.tolist(), found.high.tolist(), strict=True))


def choose_bands(source: EmbeddingRaster, *, reporter: Reporter) -> list[tuple[int, float, float]]:
    """Three bands that show the most of the first three components, each with its range as GDAL's users see it.

    Each is the one that correlates most with its component among those that are left; of fewer bands there are fewer.
    By some of the tiles from all over the raster: it is never read as a whole, whatever its size.
    """
    every = list(tiles(source.grid.whole, TILE))
    random = np.random.default_rng(0)
    chosen = sorted(random.permutation(len(every))[:LOOK_TILES].tolist())
    read = []
    for index in reporter.track(chosen, text="Looking at the embeddings"):
        stored, mask = source.read_stored(every[index])
        valid = random.permutation(np.flatnonzero(mask))[: SAMPLE_SIZE // len(chosen)]
        read.append(stored.reshape(len(stored), -1)[:, valid].T)
    sample = np.concatenate(read).astype(np.float32) * source.scales + source.offsets  # (patch, dim)
    if not len(sample):
        return []
    centred = sample - sample.mean(axis=0)
    axes, _ = _principal_axes(centred, min(COMPONENTS, source.dim))
    scores = centred @ axes.T
    lengths = np.linalg.norm(centred, axis=0)[:, None] * np.linalg.norm(scores, axis=0)
    correlations = np.abs(centred.T @ scores) / np.maximum(lengths, 1e-12)  # (dim, component)
    bands: list[tuple[int, float, float]] = []
    for component in range(correlations.shape[1]):
        best = int(correlations[:, component].argmax())
        correlations[best] = -1
        # Scale and offset are applied by every reader of the file, AlphaEarth's decoding is not.
        is_coded = source.kind.values == ALPHA_EARTH
        shown = alpha_earth_codes(sample[:, best]) if is_coded else sample[:, best]
        low, high = np.percentile(shown, STRETCH_PERCENTILES)
        bands.append((source.band_numbers[best], float(low), float(high)))
    return bands


def _fitted(blocks: EmbeddingBlocks, count: int, reporter: Reporter) -> _Components:
    """The first components of all embeddings, by a sample of them."""
    sample = sample_patches(blocks, size=SAMPLE_SIZE, seed=0, reporter=reporter)
    axes, shares = _principal_axes(sample - blocks.mean, count)
    low, high = np.percentile((sample - blocks.mean) @ axes.T, STRETCH_PERCENTILES, axis=0)
    return _Components(mean=blocks.mean, axes=axes, shares=shares, low=low, high=high)


def _principal_axes(centred: np.ndarray, count: int) -> tuple[np.ndarray, list[float]]:
    """``count`` directions (count, dim) of most variance, and their shares of it; of fewer dims the rest is zero."""
    dim = centred.shape[1]
    # One patch has no variance, where numpy would divide by 0.
    covariance = np.cov(centred, rowvar=False).reshape(dim, dim) if len(centred) > 1 else np.zeros((dim, dim))
    values, vectors = np.linalg.eigh(covariance)
    axes = np.zeros((count, dim), np.float32)
    found = vectors[:, ::-1][:, :count].T
    # A sign for each, so that the same raster always has the same colours.
    axes[: len(found)] = found * np.sign(found[np.arange(len(found)), np.abs(found).argmax(axis=1)])[:, None]
    shares = np.zeros(count)
    shares[: len(found)] = values[::-1][:count] / max(float(values.sum()), 1e-12)
    return axes, shares.tolist()
