"""A picture of an embedding raster: its first three principal components as red, green and blue."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from rasterio.enums import ColorInterp

from ..embedding.embedding_raster import EmbeddingRaster
from ..progress import Reporter
from ..rasters.geotiff import write_geotiff
from .sample import sample_patches

KIND = "principal components"
COMPONENTS = 3
SAMPLE_SIZE = 20_000
STRETCH_PERCENTILES = (2, 98)


def write_principal_components(
    source: EmbeddingRaster, output: Path, *, memory_bytes: int, tags: dict[str, str], reporter: Reporter
) -> list[float]:
    """Write the picture as Byte bands, 0 being nodata; returns each component's share of the variance."""
    sample = sample_patches(source, size=SAMPLE_SIZE, seed=0, memory_bytes=memory_bytes, reporter=reporter.part(0, 0.6))
    axes, shares = _principal_axes(sample.embeddings - sample.mean)
    low, high = np.percentile((sample.embeddings - sample.mean) @ axes.T, STRETCH_PERCENTILES, axis=0)
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
        for window in reporter.part(0.6, 1).track(list(source.windows(memory_bytes // 8)), text="Drawing"):
            embeddings, mask = source.read(window)
            scores = np.tensordot(axes, embeddings - sample.mean[:, None, None], axes=1)  # (3, row, column)
            stretched = (scores - low[:, None, None]) / np.maximum(high - low, 1e-12)[:, None, None]
            picture = np.where(mask, 1 + np.rint(254 * np.clip(np.nan_to_num(stretched), 0, 1)), 0).astype(np.uint8)
            raster.write(window, picture)
    return shares


def _principal_axes(centred: np.ndarray) -> tuple[np.ndarray, list[float]]:
    """The three directions (3, dim) of most variance, and their shares of it; of fewer dims the rest is zero."""
    dim = centred.shape[1]
    # One patch has no variance, where numpy would divide by 0.
    covariance = np.cov(centred, rowvar=False).reshape(dim, dim) if len(centred) > 1 else np.zeros((dim, dim))
    values, vectors = np.linalg.eigh(covariance)
    axes = np.zeros((COMPONENTS, dim), np.float32)
    found = vectors[:, ::-1][:, :COMPONENTS].T
    # A sign for each, so that the same raster always has the same colours.
    axes[: len(found)] = found * np.sign(found[np.arange(len(found)), np.abs(found).argmax(axis=1)])[:, None]
    shares = np.zeros(COMPONENTS)
    shares[: len(found)] = values[::-1][:COMPONENTS] / max(float(values.sum()), 1e-12)
    return axes, shares.tolist()
