"""The examples of named classes as plain values, as they are kept with a project and sent to the engine."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, replace
from typing import Any

MOST_CLASSES = 254  # which fit into a byte beside nodata
# Paul Tol's "bright" and "muted" schemes, https://personal.sron.nl/~pault/: apart for colour-blind eyes.
COLOURS = (
    "#4477aa", "#ccbb44", "#228833", "#ee6677", "#66ccee", "#aa3377",
    "#332288", "#ddcc77", "#882255", "#44aa99", "#999933", "#bbbbbb",
)  # fmt: skip
GOLDEN_ANGLE = 0.381966  # of a turn: hues that never come close again


@dataclass(frozen=True)
class ExampleClass:
    """A class that the user named."""

    name: str
    colour: str


@dataclass(frozen=True)
class Example:
    """An example of a class: a point, or the WKT of a shape all of which is one example."""

    of: str  # the name of its class
    x: float = 0.0
    y: float = 0.0
    wkt: str = ""

    @property
    def params(self) -> dict[str, Any]:
        """The example as the engine reads it."""
        return {"class": self.of, "wkt": self.wkt} if self.wkt else {"class": self.of, "x": self.x, "y": self.y}


@dataclass(frozen=True)
class Examples:
    """All classes in their order and all examples, in one CRS; each change makes a new value.

    Names are unique: the engine knows a class by its name. ``crs`` is WKT, empty while there is no example.
    """

    classes: tuple[ExampleClass, ...] = ()
    places: tuple[Example, ...] = ()
    crs: str = ""

    def count(self, name: str) -> int:
        """How many examples the class has."""
        return sum(one.of == name for one in self.places)

    @property
    def used(self) -> list[ExampleClass]:
        """The classes that have an example."""
        return [one for one in self.classes if self.count(one.name)]

    def index(self, name: str) -> int:
        """The position of the class of this name, -1 where there is none."""
        return next((index for index, one in enumerate(self.classes) if one.name == name), -1)

    # Changes

    def with_class(self, name: str, colour: str = "") -> Examples:
        """One more class, of a colour that none has where none is given."""
        return replace(self, classes=(*self.classes, ExampleClass(name, colour or self.free_colour())))

    def free_colour(self) -> str:
        """The first colour that no class has."""
        taken = {one.colour for one in self.classes}
        return next((one for one in COLOURS if one not in taken), _hue(len(self.classes)))

    def renamed(self, index: int, name: str) -> Examples:
        """Another name for the class at this position, and for its examples."""
        before = self.classes[index].name
        places = tuple(replace(one, of=name) if one.of == before else one for one in self.places)
        return replace(self._changed(index, replace(self.classes[index], name=name)), places=places)

    def recoloured(self, index: int, colour: str) -> Examples:
        """Another colour for the class at this position."""
        return self._changed(index, replace(self.classes[index], colour=colour))

    def without_class(self, index: int) -> Examples:
        """Without the class at this position and its examples."""
        name = self.classes[index].name
        return replace(
            self,
            classes=(*self.classes[:index], *self.classes[index + 1 :]),
            places=tuple(one for one in self.places if one.of != name),
        )

    def with_places(self, places: tuple[Example, ...], crs: str) -> Examples:
        """These examples in this CRS in place of those that there are."""
        return replace(self, places=places, crs=crs if places else "")

    def _changed(self, index: int, changed: ExampleClass) -> Examples:
        return replace(self, classes=(*self.classes[:index], changed, *self.classes[index + 1 :]))

    # Kept with the project

    @property
    def value(self) -> dict[str, Any]:
        """All of it in JSON's types."""
        return {
            "crs": self.crs,
            "classes": [{"name": one.name, "colour": one.colour} for one in self.classes],
            "places": [one.params for one in self.places],
        }

    @classmethod
    def of(cls, value: Any) -> Examples:
        """What was kept; what cannot be read of it is passed over."""
        try:
            classes = tuple(ExampleClass(str(one["name"]), str(one["colour"])) for one in value["classes"])
            names = {one.name for one in classes}
            places = tuple(
                Example(one["class"], float(one.get("x", 0)), float(one.get("y", 0)), str(one.get("wkt", "")))
                for one in value["places"]
                if one["class"] in names
            )
            return cls(classes[:MOST_CLASSES], places, str(value["crs"]))
        except (TypeError, KeyError, ValueError):
            return cls()


def _hue(index: int) -> str:
    red, green, blue = colorsys.hls_to_rgb((index * GOLDEN_ANGLE) % 1.0, (0.45, 0.65, 0.55)[index % 3], 0.55)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
