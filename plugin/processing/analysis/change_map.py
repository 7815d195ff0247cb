"""``landprint:changemap``: how much each place differs between two embedding rasters."""

from __future__ import annotations

from typing import Any

from ...translation import format_number, tr
from ..base.algorithm import LandprintAlgorithm
from ..base.result_layer import Style


class ChangeMap(LandprintAlgorithm):
    """Map change."""

    OPERATION = "change_map"
    NAME = "changemap"
    TITLE = tr("Change map")
    GROUP = "Analysis"
    SUMMARY = tr(
        "Shows where two dates differ: each pixel of the result is the cosine distance between the embeddings of both,"
        " from 0 for places that look alike to 2. Both rasters must come from the same encoder."
    )
    TAGS = ("change", "difference", "compare", "dates", "before", "after", "cosine")

    def facts(self, value: dict[str, Any]) -> list[str]:
        """How much the two differ on the whole."""
        spread = tr(
            "Half of {count} places differ by less than {half}, 5 % by more than {most}, none by more than {all}."
        ).format(
            count=format_number(value["valid"]),
            half=format_number(value["percentiles"]["50"], 3),
            most=format_number(value["percentiles"]["95"], 3),
            all=format_number(value["maximum"], 3),
        )
        return [spread, *value["notes"]]

    def style(self, value: dict[str, Any]) -> Style:
        """From the 2nd to the 98th percentile, the darker the more has changed."""
        from ...layers.styling.styles import style_change

        low, high = value["percentiles"]["2"], value["percentiles"]["98"]
        return lambda layer: style_change(layer, low, high)
