"""Weights of the corpus, and what the cache folder holds."""

from __future__ import annotations

import contextlib
import os
import struct
from pathlib import Path

from engine.encoders.catalogue import find_part
from engine.errors import Cancelled
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.weights import checkpoints
from tests.engine.weights.torch_files import satclip_arrays, write_checkpoint
from tests.faults.case import ENCODER, Ask, Case, embed, new_folder


def _checkpoint_requests(path: str, encoder: str, part: str | None) -> tuple[Ask, ...]:
    of = {"encoder": encoder, **({"part": part} if part else {})}
    return (
        ("import_checkpoint", {**of, "path": path}),
        ("check", {**of, "checkpoint": path}),
        *((("location_at", {"encoder": encoder, "checkpoint": path, "at": [1, 2]}),) if part == "location" else ()),
    )


def weights(folder: Path) -> list[Case]:
    from safetensors.numpy import save_file

    cases = []
    arrays = satclip_arrays()
    published, kept = new_folder(folder, "torch zip"), new_folder(folder, "safetensors")
    write_checkpoint(published / "w.ckpt", arrays, {"legendre_polys": 10, "harmonics_calculation": "analytic"})
    plain = {name.removeprefix("model.location.nnet."): array for name, array in arrays.items()}
    save_file(plain, kept / "w.safetensors", {"format": "pt", "hyper_parameters": '{"legendre_polys": 10}'})
    for path, file in ((published, "w.ckpt"), (kept, "w.safetensors")):
        requests = _checkpoint_requests("{case}/" + file, ENCODER, "location")
        cases.append(Case(name=path.name, folder=path, damaged=(file,), requests=requests))
    loose = new_folder(folder, "pickle alone")
    (loose / "w.pt").write_bytes(b"\x80\x02}q\x00(X\x01\x00\x00\x00aK\x01u." + struct.pack("<Q", 7))
    requests = _checkpoint_requests("{case}/w.pt", "galileo-nano", None)
    cases.append(Case(name="pickle alone", folder=loose, damaged=("w.pt",), requests=requests))
    return cases


def caches(folder: Path) -> list[Case]:
    """What the cache folder holds: weights, the record of their commits, and the scratch of a run that was stopped."""
    kept_weights, scratch = new_folder(folder, "kept weights"), new_folder(folder, "scratch")
    before = os.environ.get("LANDPRINT_HOME")
    try:
        os.environ["LANDPRINT_HOME"] = str(kept_weights)
        source = folder / "torch zip" / "w.ckpt"
        checkpoints.import_file(source, find_part(ENCODER))
        (kept_weights / "checkpoints" / "revisions.json").write_text('{"microsoft/SatCLIP-ResNet18-L10": "5bfb3c7a"}')
        os.environ["LANDPRINT_HOME"] = str(scratch)
        plain = str(folder / "shared" / "plain.tif")
        method, params = embed(plain, output=str(folder / "shared" / "never.tif"))
        progress = [0.0]
        reporter = Reporter(lambda fraction, *_: progress.append(fraction), lambda: progress[-1] > 0.5)
        with contextlib.suppress(Cancelled):
            run_operation(State(), method, params, reporter)
    finally:
        os.environ.pop("LANDPRINT_HOME")
        if before is not None:
            os.environ["LANDPRINT_HOME"] = before
    kept = f"checkpoints/{ENCODER}.location.safetensors"
    (stopped,) = [path.relative_to(scratch) for path in (scratch / "scratch").iterdir() if path.is_dir()]
    listing: tuple[Ask, ...] = (("scratches", {}), embed("{shared}/plain.tif"), ("remove_scratches", {}))
    weighing: tuple[Ask, ...] = (("checkpoints", {}), ("location_at", {"at": [1, 2]}), ("check", {"encoder": ENCODER}))
    return [
        Case(
            name="kept weights",
            folder=kept_weights,
            damaged=(kept, "checkpoints/revisions.json"),
            requests=(*weighing, ("remove_checkpoint", {"encoder": ENCODER})),
            is_cache=True,
        ),
        Case(
            name="scratch",
            folder=scratch,
            damaged=tuple(f"{stopped}/{name}" for name in ("description.json", "journal", "records")),
            requests=listing,
            is_cache=True,
        ),
    ]
