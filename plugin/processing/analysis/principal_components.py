"""``landprint:principalcomponents``: an embedding raster reduced to a few numbers a patch, or to a picture."""

from __future__ import annotations

from typing import Any

from ...translation import format_number, tr
from ..base.algorithm import LandprintAlgorithm
from ..base.result_layer import Style


class PrincipalComponents(LandprintAlgorithm):
    """Reduce to principal components."""

    OPERATION = "principal_components"
    NAME = "principalcomponents"
    TITLE = tr("Principal components")
    GROUP = "Analysis"
    SUMMARY = tr(
        "Reduces an embedding raster to the few numbers for each patch that tell most about it: the first is the"
        " direction in which the embeddings vary most. For drawing, and for tools that take few bands."
    )
    TAGS = ("pca", "reduce", "components", "dimensions", "picture", "variance")

    def facts(self, value: dict[str, Any]) -> list[str]:
        """How much of the variance each component has."""
        shares = [f"{format_number(100 * share, 1)} %" for share in value["explained"]]
        together = f"{format_number(100 * sum(value['explained']), 1)} %"
        return [tr("Shares of the variance: {shares}; {sum} together.").format(shares=", ".join(shares), sum=together)]

    def style(self, value: dict[str, Any]) -> Style:
        """The first three as red, green and blue, or the only one in grey."""
        from ...layers.styling.styles import style_bands, style_components

        ranges = value.get("ranges")
        if ranges is None:
            return style_components
        shown = [(number, low, high) for number, (low, high) in enumerate(ranges[:3], start=1)]
        return lambda layer: style_bands(layer, shown)
