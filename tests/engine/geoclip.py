"""GeoCLIP's trained location encoder as a stand-in for SatCLIP's, whose weights are not at hand in tests.

Cepeda et al. 2023, arXiv:2309.16020, MIT licence; weights from the package `geoclip`, of which nothing is imported.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812

from engine.encoders.lonlat import LocationEncoder, check_lonlat
from tests.places import ROOT

WEIGHTS = Path("model", "weights", "location_encoder_weights.pth")
HINT = "needs the package geoclip's weights: pip install --no-deps --target build/geoclip geoclip"
# The Equal Earth projection (Savric et al. 2018, doi:10.1080/13658816.2018.1504949)
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
SCALE = 66.50336 / 180


def weights() -> Path:
    """The file of weights; the test is skipped where it is missing."""
    found = importlib.util.find_spec("geoclip")
    folders = [ROOT / "build" / "geoclip" / "geoclip", *map(Path, found.submodule_search_locations if found else [])]
    for folder in folders:
        if (folder / WEIGHTS).exists():
            return folder / WEIGHTS
    pytest.skip(HINT)


class GeoClip:
    name = "geoclip"
    dim = 512

    def __init__(self):
        self.state = torch.load(weights(), weights_only=True, map_location="cpu")

    @torch.inference_mode()
    def embed(self, lonlat):
        check_lonlat(lonlat)
        places = torch.from_numpy(equal_earth(lonlat).astype(np.float32))
        return sum(self.capsule(f"LocEnc{number}.", places) for number in range(3)).numpy()

    def embed_grid(self, lons, lats):
        places = np.stack(np.meshgrid(lons, lats), axis=-1).reshape(-1, 2)
        return self.embed(places).T.reshape(self.dim, len(lats), len(lons))

    def capsule(self, prefix, places):
        angles = 2 * np.pi * places @ self.state[f"{prefix}capsule.0.b"].T
        hidden = torch.cat([angles.cos(), angles.sin()], dim=1)
        for layer in ("capsule.1", "capsule.3", "capsule.5"):
            hidden = F.relu(self.linear(prefix + layer, hidden))
        return self.linear(f"{prefix}head.0", hidden)

    def linear(self, name, values):
        return F.linear(values, self.state[f"{name}.weight"], self.state[f"{name}.bias"])


def equal_earth(lonlat):
    lon, lat = np.radians(lonlat).T
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(lat))
    slope = 9 * A4 * theta**8 + 7 * A3 * theta**6 + 3 * A2 * theta**2 + A1
    x = 2 * np.sqrt(3) * lon * np.cos(theta) / (3 * slope)
    return np.stack([x, A4 * theta**9 + A3 * theta**7 + A2 * theta**3 + A1 * theta], axis=1) * SCALE


_: type[LocationEncoder] = GeoClip
