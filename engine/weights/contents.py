"""What a file of weights has of a checkpoint's tensors, whichever kind of file it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import CheckpointError
from ..progress import Reporter
from .cache import keep_tensors
from .expected import check_tensors
from .registry import Part
from .tensor_file import Shape, TensorFile
from .torch_pickle import HINT
from .torch_zip import Record, Source, TorchZip


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The wanted tensors of a torch file: Landprint's names with the names in the file."""

    archive: TorchZip
    names: dict[str, str]

    @classmethod
    def read(cls, part: Part, archive: TorchZip) -> Contents:
        """The wanted tensors; raises CheckpointError unless they are all there with the shapes of ``part``."""
        names = part.wanted(archive.tensors)
        shapes = {name: archive.tensors[stored].shape for name, stored in names.items()}
        check_tensors(part, shapes, archive.hyper_parameters)
        if any(archive.tensors[stored].dtype == "bfloat16" for stored in names.values()):
            raise CheckpointError("The weights are bfloat16, which no encoder was published in.", hint=HINT)
        return cls(archive=archive, names=names)

    @property
    def records(self) -> list[Record]:
        """Where their bytes are."""
        return [self.archive.record(stored) for stored in self.names.values()]

    @property
    def shapes(self) -> dict[str, Shape]:
        """Their types and sides."""
        tensors = {name: self.archive.tensors[stored] for name, stored in self.names.items()}
        return {name: Shape(dtype=tensor.dtype, sides=tensor.shape) for name, tensor in tensors.items()}

    @property
    def bytes(self) -> int:
        """What they take."""
        return sum(shape.bytes for shape in self.shapes.values())

    def array(self, name: str, source: Source | None = None) -> np.ndarray:
        """One of them, by Landprint's name; from ``source`` if that has the file's bytes nearer by."""
        return self.archive.array(self.names[name], source)

    def keep(
        self,
        part: Part,
        folder: Path,
        origin: dict[str, str],
        reporter: Reporter,
        source: Source | None = None,
    ) -> Path:
        """Write them to their place in the cache, one at a time; returns the place."""
        done = 0

        def read(name: str) -> np.ndarray:
            nonlocal done
            reporter.report(done / len(self.names), f"Keeping {part.title}")
            done += 1
            return self.array(name, source)

        hyper_parameters = json.dumps(self.archive.hyper_parameters)
        return keep_tensors(part, folder, self.shapes, read, {**origin, "hyper_parameters": hyper_parameters})


def wanted_of(part: Part, file: TensorFile) -> dict[str, str]:
    """The wanted tensors of a safetensors file, under published or Landprint's names; raises CheckpointError."""
    published = part.wanted(file.shapes)
    names = published or {name: name for name in file.shapes}
    check_tensors(part, {name: file.shapes[stored].sides for name, stored in names.items()}, hyper_parameters_of(file))
    return names


def hyper_parameters_of(file: TensorFile) -> dict[str, Any]:
    """The hyper-parameters that were kept in a safetensors file, empty where there are none."""
    try:
        content = json.loads(file.metadata.get("hyper_parameters", "{}"))
    except (ValueError, RecursionError) as error:
        raise CheckpointError(f"{file.path.name} has hyper-parameters that are not JSON.") from error
    return content if isinstance(content, dict) else {}
