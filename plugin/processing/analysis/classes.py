"""``landprint:sieveclasses``, ``mergeclasses``, ``classpolygons``, ``typicalpatches`` and ``applyclasses``."""

from __future__ import annotations

from typing import Any

from ...translation import format_number, tr, tr_n
from ..base.algorithm import LandprintAlgorithm
from ..base.result_layer import Style
from .kmeans import KmeansClusters


class SieveClasses(KmeansClusters):
    """Tidy small areas."""

    OPERATION = "sieve"
    NAME = "sieveclasses"
    TITLE = tr("Sieve classes")
    SUMMARY = tr(
        "Joins the small areas of a raster of classes to the largest area beside them. Names, colours and what k-means"
        " knows of the classes are kept."
    )
    TAGS = ("sieve", "classes", "clean", "smooth", "small areas", "noise")


class MergeClasses(KmeansClusters):
    """Merge classes."""

    OPERATION = "merge_classes"
    NAME = "mergeclasses"
    TITLE = tr("Merge classes")
    SUMMARY = tr(
        "Joins several classes of a raster to one. Other than a reclassification, it keeps names, colours and what"
        " k-means knows of the classes, so that “Apply k-means classes” takes the result."
    )
    TAGS = ("merge", "join", "combine", "reclassify", "dissolve", "classes")


class ApplyClasses(KmeansClusters):
    """Use the classes of another image."""

    OPERATION = "apply_classes"
    NAME = "applyclasses"
    TITLE = tr("Apply k-means classes")
    SUMMARY = tr(
        "Sorts an embedding raster into the classes that “K-means classes” found in another image, so that a class"
        " means the same in both. Both must come from the same encoder."
    )
    TAGS = ("cluster", "classify", "classes", "transfer", "predict", "k-means")


class ClassPolygons(LandprintAlgorithm):
    """Outline classes."""

    OPERATION = "class_polygons"
    NAME = "classpolygons"
    TITLE = tr("Polygons of classes")
    GROUP = "Analysis"
    SUMMARY = tr(
        "Outlines the areas of a raster of classes: each polygon has the number and the name of its class and its"
        " hectares."
    )
    TAGS = ("polygonize", "vectorize", "classes", "outline", "hectares")

    def facts(self, value: dict[str, Any]) -> list[str]:
        """How many areas there are of each class."""
        from ...layers.styling.class_names import shown_name  # QGIS starts with this file

        classes = [f"{shown_name(item['name'])}: {format_number(item['polygons'])}" for item in value["classes"]]
        return [
            tr("{count} polygons. By class: {names}.").format(
                count=format_number(value["polygons"]), names=", ".join(classes)
            )
        ]

    def style(self, value: dict[str, Any]) -> Style:
        """In the colours of the classes."""
        return _class_colours(value)


class TypicalPatches(LandprintAlgorithm):
    """Show what a class looks like."""

    OPERATION = "typical_patches"
    NAME = "typicalpatches"
    TITLE = tr("Typical patches of classes")
    GROUP = "Analysis"
    SUMMARY = tr(
        "Finds the patches that are most typical of each class, not close to each other: places to look at in the"
        " image to learn what a class is."
    )
    TAGS = ("typical", "representative", "prototype", "examples", "classes", "points")

    def facts(self, value: dict[str, Any]) -> list[str]:
        """How many there are."""
        return [tr_n("{n} typical patch.", "{n} typical patches.", len(value["places"]))]

    def style(self, value: dict[str, Any]) -> Style:
        """In the colours of the classes."""
        return _class_colours(value)


def _class_colours(value: dict[str, Any]) -> Style:
    from ...layers.styling.class_names import shown_name
    from ...layers.styling.point_styles import LayerClass, style_point_classes

    classes = [LayerClass(item["label"], shown_name(item["name"]), item["colour"]) for item in value["classes"]]
    return lambda layer: style_point_classes(layer, "class", classes)
