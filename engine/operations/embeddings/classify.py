"""The operation that makes a map of classes from examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import ParameterError
from ...progress import Reporter
from ...requests.parameters import Kind, Parameter, Toolbox, Widget
from ...requests.shared import CRS_OF_POINTS, MEGABYTE, MEMORY, OUTPUT, EmbeddingsRequest
from ..operation import operation

if TYPE_CHECKING:
    from ...analysis.similarity import OpenEmbeddings
    from ...classes.examples import LabelledPatches
    from ..state import State


class ClassifyRequest(EmbeddingsRequest):
    """Examples of classes on an embedding raster, or a model that was learned from some."""

    places: list[dict[str, Any]] = Parameter(
        Kind.EXAMPLES, "a place that is an example of a class; repeat for more", default=[]
    ).field()
    crs: str | None = CRS_OF_POINTS.field()
    examples: str | None = Parameter(
        Kind.PATH,
        "a vector file or table of examples: points, lines or polygons",
        toolbox=Toolbox(
            "Examples",
            "Points, lines or polygons of known classes; five places or more of each do well. An area stands for the"
            " patches whose centre it holds.",
            optional=True,
            widget=Widget.SHAPES,
        ),
    ).field()
    class_column: str | None = Parameter(
        Kind.TEXT,
        "the column of the examples that has the class",
        toolbox=Toolbox(
            "Field with the class",
            "The field of the examples with the name or number of the class; places without one are passed over.",
            optional=True,
            widget=Widget.COLUMN,
            parent="EXAMPLES",
        ),
    ).field()
    colours: dict[str, str] = Parameter(
        Kind.COLOURS, "a class's colour; their order is that of the classes; repeat for more", default={}
    ).field()
    model: str | None = Parameter(
        Kind.PATH,
        "apply this model, which classify saved, in place of examples",
        toolbox=Toolbox(
            "Saved model",
            "In place of examples: the file of a model that was saved here, for an embedding raster that was made in"
            " the same way.",
            optional=True,
        ),
    ).field()
    save_model: str | None = Parameter(
        Kind.PATH,
        "also write the model, to apply it elsewhere",
        toolbox=Toolbox(
            "Model",
            "A small JSON file of plain numbers, with which other embedding rasters that were made in the same way are"
            " classified without examples.",
            optional=True,
            widget=Widget.NEW_FILE,
        ),
    ).field()
    certainty: str | None = Parameter(
        Kind.PATH,
        "also write how sure each patch's class is",
        toolbox=Toolbox(
            "Certainty",
            "A GeoTIFF with the probability of each patch's class, from 0 to 1. It is right on places that were left"
            " out while learning, and says nothing of kinds of places of which there was no example.",
            optional=True,
            widget=Widget.NEW_RASTER,
        ),
    ).field()
    next_places: int = Parameter(
        Kind.INTEGER,
        "how many places to name where one more example would help most",
        default=0,
        minimum=0,
        maximum=100,
    ).field()
    max_memory_mb: int = MEMORY.field()
    output: str = OUTPUT.field(
        Toolbox(
            "Classes",
            "A GeoTIFF with the number of the class, and 0 where there are no data.",
            widget=Widget.NEW_RASTER,
        )
    )


@operation("classify", ClassifyRequest, "Make a map of classes from examples, with an honest score.")
def _classify(state: State, request: ClassifyRequest, reporter: Reporter) -> dict[str, Any]:
    from ...classes.classify import facts_of_saved, learn_model, write_classes
    from ...classes.examples import gather_examples
    from ...classes.model import ClassModel
    from ...rasters.output import check_output

    if bool(request.model) == bool(request.places or request.examples):
        raise ParameterError(
            "A map of classes needs either examples or a saved model.",
            hint="Give examples of each class, or a file that classify saved.",
        )
    inputs = [path for path in (request.embeddings, request.examples, request.model) if path]
    output = check_output(request.output, inputs=inputs)
    certainty, saved = (
        check_output(path, inputs=inputs) if path else None for path in (request.certainty, request.save_model)
    )
    outputs = [path for path in (output, certainty, saved) if path]
    if len(set(outputs)) < len(outputs):
        raise ParameterError("Classes, certainty and model need files of their own.", hint="Choose different names.")
    model = ClassModel.read(request.model) if request.model else None
    opened = state.open_embeddings(request, request.max_memory_mb * MEGABYTE, reporter.part(0.0, 0.4))
    notes = list(opened.source.notes)
    counts: dict[str, tuple[int, int]] = {}
    if model:
        notes += model.check_origin(opened.source, Path(request.model or "").name)
        facts = facts_of_saved(model)
    else:
        reporter.report(0.4, "Learning the classes")
        labelled = _labelled_patches(opened, request, notes)
        examples = gather_examples(opened, labelled, request.colours, notes)
        notes = list(examples.notes)
        model, facts = learn_model(opened, examples, reporter.part(0.4, 0.7))
        counts = examples.counts
        if facts["single"]:
            notes.append(
                f"There is no score: of {', '.join(facts['single'])} there is a single example, and none to compare it"
                " with. Give one more of each, somewhere else."
            )
    tags = {"SOURCE": request.embeddings, "METHOD": model.method}
    if model.score is not None:
        tags["SCORE"] = f"{model.score:.3f}"
    value = write_classes(
        opened,
        model,
        output,
        certainty=certainty,
        save_model=saved,
        next_places=request.next_places,
        tags=tags,
        reporter=reporter.part(0.7, 1.0),
    )
    for item in value["classes"]:
        item["places"], item["examples"] = counts.get(item["name"], (0, 0))
    return {
        **value,
        **facts,
        "notes": list(dict.fromkeys([*notes, *opened.source.notes])),
    }


def _labelled_patches(opened: OpenEmbeddings, request: ClassifyRequest, notes: list[str]) -> list[LabelledPatches]:
    """The patches of all examples with their classes; adds to the notes what is to be said of them."""
    from ...points.places import labelled_places, labelled_places_in_file
    from ...rasters.grid import optional_crs

    found: list[LabelledPatches] = []
    if request.places:
        inline, outside = labelled_places(request.places, optional_crs(request.crs), opened.grid)
        found += inline
        if outside:
            notes.append(f"{outside:,} of {len(request.places):,} places lie outside of the raster.")
    if request.examples:
        in_file, said = labelled_places_in_file(request.examples, request.class_column, opened.grid)
        found += in_file
        notes += said
    return found


CLASSIFY_OPERATIONS = (_classify,)
