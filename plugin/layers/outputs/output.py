"""Where results go: files that may be written, layers in Landprint's group, with their history in the metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QDateTime, Qt

from ...client.failure import EngineFailure
from ...resources import PLUGIN_ROOT
from ...translation import tr
from ..sources.source import OPEN_OPTIONS, embeddings_path

GROUP = "Landprint"
LAYER_NAME = "|layername="  # QGIS appends a vector layer's name to the path
# By QGIS's type of the parameter that names the file.
SUFFIXES = {
    "rasterDestination": (".tif", ".tiff"),
    "vectorDestination": (".gpkg", ".parquet", ".geoparquet"),
    "fileDestination": (".json",),
}
FORMATS = {".tif": tr("a GeoTIFF"), ".gpkg": tr("a GeoPackage or GeoParquet file"), ".json": tr("a JSON file")}


@dataclass(frozen=True)
class Provenance:
    """How a result came about."""

    title: str  # "Similarity to a place"
    operation: str  # its name on the wire
    source: str  # the path that it was made from
    params: dict[str, Any] = field(default_factory=dict)
    facts: tuple[str, ...] = ()  # sentences


def check_output(
    output: str,
    inputs: Iterable[str],
    layers: Iterable[QgsMapLayer],
    suffixes: tuple[str, ...] = SUFFIXES["rasterDestination"],
) -> None:
    """Raise EngineFailure when the output has none of the suffixes, is an input, or is shown by one of the layers."""
    path = Path(output).absolute().resolve()
    if path.suffix.lower() not in suffixes:
        wanted = tr(" or ").join(suffixes[:2] if suffixes[0] == ".gpkg" else suffixes[:1])
        raise EngineFailure(
            "output",
            tr("The output “{path}” is not {format}.").format(path=path.name, format=FORMATS[suffixes[0]]),
            tr("Give it a name that ends in {wanted}.").format(wanted=wanted),
        )
    if any(_is_file(path, other) for other in inputs):
        raise EngineFailure("output", tr("The output is the input itself."), tr("Choose another file."))
    for layer in layers:
        shown = (str(layer.source()).split(OPEN_OPTIONS)[0].split(LAYER_NAME)[0], embeddings_path(layer))
        if any(_is_file(path, other) for other in shown):
            raise EngineFailure(
                "output",
                tr("The output “{path}” is open in this project as the layer “{layer}”.").format(
                    path=path.name, layer=layer.name()
                ),
                tr("Remove that layer first, or choose another file."),
            )


def file_stem(name: str) -> str:
    """A layer's name as the start of a file's name."""
    # QGIS looks for an archive wherever a path has its ending.
    name = re.sub(r"\.(?:zip|tar|tar\.gz|tgz)$", "", name)
    kept = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)
    return kept.strip("._")[:60] or "layer"


def group(project: QgsProject) -> QgsLayerTreeGroup:
    """Landprint's group in the layer tree; made at the top when it is missing."""
    root = project.layerTreeRoot()
    return root.findGroup(GROUP) or root.insertGroup(0, GROUP)


def move_to_group(project: QgsProject, layer: QgsMapLayer) -> None:
    """Move a layer that lies at the tree's root to the top of Landprint's group; one in a group stays there."""
    root = project.layerTreeRoot()
    node = root.findLayer(layer.id())
    if node is None or node.parent() != root:
        return
    group(project).insertChildNode(0, node.clone())
    root.removeChildNode(node)


def describe(layer: QgsMapLayer, provenance: Provenance) -> None:
    """Write how the layer came about into its metadata."""
    from ....engine.remote.addresses import public  # QGIS starts without it

    def shown(value: Any) -> Any:
        """The value without the signatures of addresses."""
        if isinstance(value, (list, tuple)):
            return [shown(item) for item in value]
        return public(value) if isinstance(value, str) else value

    metadata = layer.metadata()
    metadata.setTitle(provenance.title)
    metadata.setType("dataset")
    settings = {name: shown(value) for name, value in provenance.params.items() if value is not None}
    lines = (
        tr("{title}, from {path}.").format(title=provenance.title, path=public(provenance.source)),
        *provenance.facts,
    )
    metadata.setAbstract("\n".join(lines))
    now = QDateTime.currentDateTimeUtc().toString(Qt.DateFormat.ISODate)
    metadata.addHistoryItem(
        f"{now} Landprint {version()}: {provenance.operation} {json.dumps(settings, ensure_ascii=False)}"
    )
    layer.setMetadata(metadata)


def version() -> str:
    """Landprint's version."""
    from configparser import ConfigParser  # QGIS starts without it

    metadata = ConfigParser(interpolation=None)
    metadata.read(PLUGIN_ROOT / "metadata.txt", encoding="utf-8")
    return metadata.get("general", "version", fallback="")


def _is_file(path: Path, other: str) -> bool:
    """Whether ``other`` names the file ``path``; GDAL's own names (NETCDF:..., /vsi...) never do."""
    return bool(other) and Path(other).absolute().resolve() == path
