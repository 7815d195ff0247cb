"""The files of results: which belong to a layer, where a project keeps them, and how they come there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsReadWriteContext, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from ..sources.source import EMBEDDINGS_PROPERTY, OPEN_OPTIONS, embeddings_path
from .output import LAYER_NAME, file_stem

RESULT_PROPERTY = "landprint/result"  # on every layer that Landprint made: what it is
TOOLBOX = "toolbox"  # what a result of the toolbox is: of no section of the dock
OF_PROPERTY = "landprint/similar_of"  # on a heatmap: the id of the embedding layer that it is of
OURS = "landprint/"  # the start of the names of our properties
FILE_PROPERTY = "landprint/file"  # the name of a layer's file in its project's folder, which is its own to replace
FOLDER_ENDS = "_landprint"
SIDECARS = (".aux.xml",)


def project_folder(project: QgsProject) -> Path | None:
    """The folder that keeps the results of the project, beside its file; None while it is saved in no file."""
    if project.projectStorage() is not None:  # in a database, or in a GeoPackage
        home = project.homePath()
        return Path(home) / f"{file_stem(project.baseName())}{FOLDER_ENDS}" if home else None
    path = project.absoluteFilePath()
    return Path(path).with_name(f"{Path(path).stem}{FOLDER_ENDS}") if path else None


def is_within(file: Path, folder: Path | None) -> bool:
    """Whether the file lies somewhere in the folder."""
    return folder is not None and folder.resolve() in file.resolve().parents


def layer_file(layer: QgsMapLayer) -> Path | None:
    """The file that a layer shows; None where it shows none."""
    path = Path(str(layer.source()).split(OPEN_OPTIONS, maxsplit=1)[0].split(LAYER_NAME, maxsplit=1)[0])
    return path if path.is_absolute() and path.is_file() else None


def files_of(layer: QgsMapLayer) -> list[Path]:
    """The file that a layer shows and those beside it that belong to it: what our properties name, and sidecars."""
    shown = layer_file(layer)
    if shown is None:
        return []
    named = [str(layer.customProperty(key)) for key in layer.customPropertyKeys() if _names_a_file(key)]
    beside = [shown.with_name(Path(name).name) for name in named if name]
    beside += [shown.with_name(f"{shown.name}{ending}") for ending in SIDECARS]
    embeddings = embeddings_path(layer)
    found = [shown, *([Path(embeddings)] if embeddings else []), *beside]
    return list(dict.fromkeys(file for file in found if file.is_file()))


def free_file(folder: Path, name: str, taken: Iterable[Path] = ()) -> Path:
    """The file of this name in the folder, numbered where there is one already."""
    path, number = folder / name, 1
    while path.exists() or path in taken:
        number += 1
        path = folder / f"{Path(name).stem}_{number}{Path(name).suffix}"
    return path


def carry(source: Path, target: Path) -> None:
    """Have the file at the target too, whole or not at all; raises OSError.

    A link where the disk has links, which takes no time and no space; a GeoPackage, which changes in place, is copied.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.partial")
    with suppress(FileNotFoundError):
        partial.unlink()
    try:
        if source.suffix.lower() == ".gpkg":
            _copy_database(source, partial)
        else:
            try:
                os.link(source, partial)
            except OSError:
                shutil.copyfile(source, partial)
        partial.replace(target)
    except OSError:
        with suppress(OSError):
            partial.unlink()
        raise


def show_file(layer: QgsMapLayer, path: Path) -> None:
    """Have the layer show another file with the same content; its id, style, properties and metadata stay."""
    old, metadata = layer_file(layer), layer.metadata()
    source = str(layer.source())
    rest = source[len(str(old)) :] if old is not None and source.startswith(str(old)) else ""
    layer.setDataSource(f"{path}{rest}", layer.name(), layer.providerType(), False)
    layer.setMetadata(metadata)  # QGIS 3.40 takes the file's, which has none


def write_sources(document: QDomDocument, project: QgsProject, layers: Iterable[QgsMapLayer]) -> None:
    """Bring what the project's document says of these layers up to date."""
    context = QgsReadWriteContext()
    context.setPathResolver(project.pathResolver())
    context.setTransformContext(project.transformContext())
    by_id = {layer.id(): layer for layer in layers}
    nodes = document.elementsByTagName("layer-tree-layer")
    for index in range(nodes.length()):
        element = nodes.at(index).toElement()
        layer = by_id.get(element.attribute("id"))
        if layer is not None:
            element.setAttribute("source", layer.encodedSource(layer.source(), context))
            element.setAttribute("providerKey", layer.providerType())


def is_being_edited(layer: QgsMapLayer) -> bool:
    """Whether someone is changing the layer's features, which another file would lose."""
    return isinstance(layer, QgsVectorLayer) and bool(layer.isEditable())


def _names_a_file(key: str) -> bool:
    return bool(key.startswith(OURS)) and key not in (FILE_PROPERTY, EMBEDDINGS_PROPERTY)


def _copy_database(source: Path, target: Path) -> None:
    """Copy a GeoPackage with what is still in its journal; raises OSError."""
    try:
        with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
            there.backup(here)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
