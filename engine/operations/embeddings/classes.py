"""The operations on rasters of classes: sieve, merge, polygons, typical patches, apply to other embeddings."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import ParameterError
from ...progress import Reporter
from ...requests.parameters import Kind, Parameter, Request, Toolbox, Widget
from ...requests.shared import COUNT, MEGABYTE, MEMORY, OUTPUT, SIEVE, EmbeddingsRequest
from ..operation import default_of, operation

if TYPE_CHECKING:
    from ...classes.raster import ClassRaster
    from ..state import State

CLASSES = Parameter(
    Kind.PATH,
    "the raster of classes: whole numbers in one band, 0 or nodata for none",
    required=True,
    toolbox=Toolbox(
        "Classes",
        "A raster of classes: whole numbers in one band, as “K-means classes” makes it.",
        name="INPUT",
        widget=Widget.RASTER,
    ),
)
NEW_CLASSES = Toolbox("Result", "A GeoTIFF with the number of the class, and 0 for none.", widget=Widget.NEW_RASTER)


class SieveRequest(Request):
    """A raster of classes, and which of its areas are too small."""

    classes: str = CLASSES.field()
    pixels: int = Parameter(
        Kind.INTEGER,
        "areas of fewer pixels are joined to the largest area beside them",
        required=True,
        minimum=1,
        maximum=10**9,
        toolbox=Toolbox(
            "Smallest area (pixels)",
            "Areas of fewer pixels are joined to the largest area beside them.",
            default=5,
        ),
    ).field()
    output: str = OUTPUT.field(NEW_CLASSES)


@operation("sieve", SieveRequest, "Join the small areas of a raster of classes to their neighbours.")
def _sieve(state: State, request: SieveRequest, reporter: Reporter) -> dict[str, Any]:
    raster, output = _read(request.classes, request.output)
    sieved = raster.sieved(request.pixels)
    return _written(replace(sieved, tags={**raster.tags, "SIEVE": str(request.pixels)}), output)


class MergeClassesRequest(Request):
    """A raster of classes, and those that become one."""

    classes: str = CLASSES.field()
    merge: list[int] = Parameter(
        Kind.INTEGERS,
        "numbers of the classes that are joined to the first of them",
        required=True,
        toolbox=Toolbox(
            "Classes to merge",
            "Their numbers with commas between, like “3,5”. The first one gives number, name and colour.",
        ),
    ).field()
    output: str = OUTPUT.field(NEW_CLASSES)


@operation("merge_classes", MergeClassesRequest, "Join several classes of a raster to one.")
def _merge_classes(state: State, request: MergeClassesRequest, reporter: Reporter) -> dict[str, Any]:
    from ...classes.kmeans import Clustering

    raster, output = _read(request.classes, request.output)
    merged = raster.merged(request.merge)
    if raster.centroids:  # they go on as those of the class that is left
        clustering = Clustering.of(raster, Path(request.classes).name).merged(request.merge)
        merged = replace(merged, centroids=clustering.to_text())
    return _written(merged, output)


class ClassPolygonsRequest(Request):
    """A raster of classes that is outlined, and how its classes are called."""

    classes: str = CLASSES.field()
    names: list[str] | None = Parameter(
        Kind.TEXTS, "the name of a class as 3=forest; repeat for more; those in the file by default"
    ).field()
    output: str = OUTPUT.field(
        Toolbox(
            "Areas",
            "A GeoPackage of polygons with the columns class, name and hectares.",
            widget=Widget.NEW_POINTS,
        )
    )


@operation("class_polygons", ClassPolygonsRequest, "Outline the areas of a raster of classes.")
def _class_polygons(state: State, request: ClassPolygonsRequest, reporter: Reporter) -> dict[str, Any]:
    from ...classes.raster import write_class_polygons

    raster, output = _read(request.classes, request.output)
    names = dict(map(_named, request.names or []))
    counts = write_class_polygons(raster, output, names, reporter=reporter)
    return {
        "output": str(output),
        "polygons": sum(counts.values()),
        "classes": [{**asdict(item), "polygons": counts.get(item.label, 0)} for item in raster.summary()],
    }


def _named(text: str) -> tuple[int, str]:
    """Number and name of 3=forest; raises ParameterError."""
    number, equals, name = text.partition("=")
    if not equals or not number.strip().isdecimal():
        raise ParameterError(f"{text!r} names no class.", hint="Write its number and its name: 3=forest.")
    return int(number), name.strip()


class TypicalPatchesRequest(EmbeddingsRequest):
    """An embedding raster with its classes, and how many patches of a class are wanted."""

    classes: str = Parameter(
        Kind.PATH,
        "the raster of its classes",
        required=True,
        toolbox=Toolbox(
            "Classes",
            "The classes of these embeddings, as “K-means classes” makes them: with the same pixels.",
            widget=Widget.RASTER,
        ),
    ).field()
    label: int | None = Parameter(
        Kind.INTEGER,
        "number of the class; all of them by default",
        minimum=1,
        toolbox=Toolbox("Class", "The number of one class. All classes when it is left empty.", optional=True),
    ).field()
    count: int = COUNT.field(Toolbox("Number of patches", "How many of each class at most."))
    output: str | None = Parameter(
        Kind.PATH,
        "write them as points, too: a GeoPackage or GeoParquet",
        toolbox=Toolbox(
            "Typical patches",
            "Points with the columns class, name, rank and similarity, most typical first.",
            widget=Widget.NEW_POINTS,
        ),
    ).field()


@operation("typical_patches", TypicalPatchesRequest, "The patches that are most typical of a class.")
def _typical_patches(state: State, request: TypicalPatchesRequest, reporter: Reporter) -> dict[str, Any]:
    from ...classes.raster import read_class_raster
    from ...classes.typical import typical_patches, write_typical_patches
    from ...rasters.output import check_output

    inputs = [request.embeddings, request.classes]
    output = check_output(request.output, inputs=inputs) if request.output else None
    raster = read_class_raster(request.classes)
    opened = state.open_embeddings(request, default_of(MEMORY) * MEGABYTE, reporter.part(0.0, 0.5))
    if request.label is not None and request.label not in raster.present:
        raise ParameterError(
            f"There is no class {request.label}.", hint=f"There are {', '.join(map(str, raster.present))}."
        )
    labels = raster.present if request.label is None else [request.label]
    places = [
        {"class": label, "name": raster.name(label), "rank": rank, **asdict(place)}
        for label in reporter.part(0.5, 1.0).track(labels, text="Comparing")
        for rank, place in enumerate(typical_patches(opened, raster, label, request.count), start=1)
    ]
    crs = opened.grid.crs
    value: dict[str, Any] = {"places": places, "crs": crs.to_wkt() if crs else None}
    if output is None:
        return value
    write_typical_patches(places, crs, output)
    classes = [{"label": label, "name": raster.name(label), "colour": raster.colour(label)} for label in labels]
    return {**value, "output": str(output), "classes": classes}


class ApplyClassesRequest(EmbeddingsRequest):
    """An embedding raster that gets the classes of another one."""

    classes: str = Parameter(
        Kind.PATH,
        "classes that k-means made of other embeddings of the same encoder",
        required=True,
        toolbox=Toolbox(
            "Classes of another image",
            "What “K-means classes” made of another image, embedded with the same encoder.",
            name="CLASSES",
            widget=Widget.RASTER,
        ),
    ).field()
    sieve: int = SIEVE.field()
    max_memory_mb: int = MEMORY.field()
    output: str = OUTPUT.field(NEW_CLASSES)


@operation("apply_classes", ApplyClassesRequest, "Sort the patches into the classes that were found in another image.")
def _apply_classes(state: State, request: ApplyClassesRequest, reporter: Reporter) -> dict[str, Any]:
    from ...analysis.blocks import EmbeddingBlocks
    from ...classes.kmeans_raster import apply_clusters
    from ...classes.raster import read_class_legend
    from ...embedding_rasters.raster import EmbeddingRaster
    from ...rasters.grid import optional_crs
    from ...rasters.output import check_output

    output = check_output(request.output, inputs=[request.classes, request.embeddings])
    legend = read_class_legend(request.classes)
    crs = optional_crs(request.embeddings_crs)
    with closing(EmbeddingRaster(request.embeddings, crs=crs, values=request.values)) as source:
        classes, notes = apply_clusters(
            EmbeddingBlocks(source, request.max_memory_mb * MEGABYTE),
            legend,
            output,
            names=(Path(request.embeddings).name, Path(request.classes).name),
            sieved=request.sieve,
            tags={"SOURCE": request.embeddings, "CLASSES_OF": request.classes},
            reporter=reporter,
        )
        notes += source.notes
    return {"output": str(output), "classes": [asdict(item) for item in classes], "notes": notes}


def _read(classes: str, output: str) -> tuple[ClassRaster, Path]:
    """The raster of classes, and the output once it is clear that it can be written."""
    from ...classes.raster import read_class_raster
    from ...rasters.output import check_output

    path = check_output(output, inputs=[classes])
    return read_class_raster(classes), path


def _written(raster: ClassRaster, output: Path) -> dict[str, Any]:
    raster.write(output, shares=raster.centroids is not None)
    return {"output": str(output), "classes": [asdict(item) for item in raster.summary()]}


CLASS_OPERATIONS = (_sieve, _merge_classes, _class_polygons, _typical_patches, _apply_classes)
