"""The addresses of a WMTS's tiles, from its capabilities (OGC 07-057r7), for the matrices that QGIS knows it by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from qgis.PyQt.QtCore import QUrl, QUrlQuery
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from .tile_grid import TileGrid

Address = Callable[[int, int], str]  # of the tile in this column and row


def capabilities_address(given: dict[str, str]) -> str:
    """Where QGIS reads what the service of a layer offers."""
    address = given.get("url", "")
    if "service=wmts" in address.lower() or "/wmtscapabilities.xml" in address.lower():
        return address
    joined = "" if address.endswith(("?", "&")) else "&" if "?" in address else "?"
    return f"{address}{joined}SERVICE=WMS&REQUEST=GetCapabilities"


def wmts_address(capabilities: bytes, given: dict[str, str], sizes: list[float], grid: TileGrid) -> Address | None:
    """How the tiles of this size are asked for; None for a service of which only QGIS knows.

    ``given`` is what the layer's source says, ``sizes`` are QGIS's for the layer's set of matrices.
    """
    document = QDomDocument()
    document.setContent(capabilities)
    root = document.documentElement()
    contents = next(_children(root, "Contents"), QDomElement())
    layer = _identified(contents, "Layer", given.get("layers", ""))
    matrices = sorted(
        _children(_identified(contents, "TileMatrixSet", given.get("tileMatrixSet", "")), "TileMatrix"),
        key=lambda matrix: float(_text(matrix, "ScaleDenominator") or 0),
    )
    if layer.isNull() or len(matrices) != len(sizes):
        return None
    matrix = _text(matrices[sorted(sizes).index(grid.size)], "Identifier")
    chosen = dict(pair.split("=", 1) for pair in given.get("tileDimensions", "").split(";") if "=" in pair)
    for dimension in _children(layer, "Dimension"):
        name, default = _text(dimension, "Identifier"), _text(dimension, "Default")
        first = _text(dimension, "Value") or default
        time = _time(given.get("time", ""), like=first) if name.lower() == "time" else ""
        chosen.setdefault(name, time or default or first)
    values = {
        "layer": given.get("layers", ""),
        "style": given.get("styles", ""),
        "tilematrixset": given.get("tileMatrixSet", ""),
        "tilematrix": matrix,
    }
    base = given.get("url") if "IgnoreGetMapUrl" in given else _key_value_address(root)
    if base:
        fixed = {"service": "WMTS", "request": "GetTile", "version": root.attribute("version", "1.0.0")}
        return _by_query(base, {**fixed, **values, "format": given.get("format", ""), **chosen})
    templates = [
        resource.attribute("template")
        for resource in _children(layer, "ResourceURL")
        if (resource.attribute("resourceType"), resource.attribute("format")) == ("tile", given.get("format"))
    ]
    return _by_template(templates[-1], {**values, **chosen}) if templates else None


def _time(period: str, like: str) -> str:
    """The start of the period that was chosen for a layer, written as the service writes its own times."""
    start = period.partition("/")[0]
    if re.fullmatch(r"\d{8}", like):
        return start[:10].replace("-", "")
    return start[: len(like)] if re.fullmatch(r"\d{4}(-\d\d-\d\d)?", like) else start


def _by_query(base: str, values: dict[str, str]) -> Address:
    url = QUrl(base)
    query = QUrlQuery(url)
    names = {name.lower() for name in values} | {"tilerow", "tilecol"}
    query.setQueryItems([(name, value) for name, value in query.queryItems() if name.lower() not in names])
    for name, value in values.items():
        query.addQueryItem(name.upper() if name.islower() else name, value.replace("+", "%2B"))
    url.setQuery(query)
    fixed = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    return lambda column, row: f"{fixed}&TILEROW={row}&TILECOL={column}"


def _by_template(template: str, values: dict[str, str]) -> Address:
    def filled(text: str, of: dict[str, str]) -> str:
        named = {name.lower(): value for name, value in of.items()}
        return re.sub(r"\{([^{}]+)\}", lambda found: named.get(found[1].lower(), found[0]), text)

    fixed = filled(template, values)
    return lambda column, row: filled(fixed, {"tilerow": str(row), "tilecol": str(column)})


def _key_value_address(root: QDomElement) -> str:
    """Where tiles are asked for by names and values, empty where they are not."""
    for metadata in _children(root, "OperationsMetadata"):
        for operation in _children(metadata, "Operation"):
            if operation.attribute("name") != "GetTile":
                continue
            gets = (
                get
                for dcp in _children(operation, "DCP")
                for http in _children(dcp, "HTTP")
                for get in _children(http, "Get")
            )
            for get in gets:
                encodings = [
                    value.text()
                    for constraint in _children(get, "Constraint")
                    for allowed in _children(constraint, "AllowedValues")
                    for value in _children(allowed, "Value")
                ]
                if not encodings or "KVP" in encodings:
                    return get.attribute("xlink:href")
    return ""


def _children(element: QDomElement, name: str) -> Iterator[QDomElement]:
    """The children of this name, in whichever namespace."""
    child = element.firstChildElement()
    while not child.isNull():
        if child.tagName().rpartition(":")[2] == name:
            yield child
        child = child.nextSiblingElement()


def _text(element: QDomElement, name: str) -> str:
    return next((child.text() for child in _children(element, name)), "")


def _identified(parent: QDomElement, name: str, identifier: str) -> QDomElement:
    return next((child for child in _children(parent, name) if _text(child, "Identifier") == identifier), QDomElement())
