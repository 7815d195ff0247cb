"""A picture of an embedding raster: its first three principal components as red, green and blue."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from rasterio.enums import ColorInterp

from ..embedding.embedding_raster import EmbeddingRaster
from ..progress import Reporter
from ..rasters.geotiff import write_geotiff
from .blocks import EmbeddingBlocks
from .sample import sample_patches

KIND = "principal components"
COMPONENTS = 3
SAMPLE_SIZE = 20_000
STRETCH_PERCENTILES = (2, 98)


def write_principal_components(
    source: EmbeddingRaster, output: Path, *, memory_bytes: int, tags: dict[str, str], reporter: Reporter
) -> list[float]:
    """Write the picture as Byte bands, 0 being nodata; returns each component's share of the variance."""
    blocks = EmbeddingBlocks(source, memory_bytes)
    sample = sample_patches(blocks, size=SAMPLE_SIZE, seed=0, reporter=reporter.part(0, 0.6))
    axes, shares = _principal_axes(sample - blocks.mean)
    low, high = np.percentile((sample - blocks.mean) @ axes.T, STRETCH_PERCENTILES, axis=0)
    span = np.maximum(high - low, 1e-12)
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
            embeddings = blocks.decode(block.stored)
            embeddings[:, ~block.mask] = np.nan
            scores = axes @ (embeddings - blocks.mean[:, None])  # (3, patch)
            stretched = np.clip(np.nan_to_num((scores - low[:, None]) / span[:, None]), 0, 1)
            picture = np.where(block.mask, 1 + np.rint(254 * stretched), 0).astype(np.uint8)
            raster.write(block.window, picture.reshape(COMPONENTS, block.window.height, block.window.width))
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
