"""Classifications that lie in a raster as bands of their own, known by their names: where clouds are, and shadows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SAME_LAYERS = {"haze light": "light haze", "haze heavy": "heavy haze", "udm1": "unusable", "cloud shadow": "shadow"}
FEWEST_LAYERS = 4  # of UDM2, by which a stack of bands has it: "cloud" alone may be anything


@dataclass(frozen=True)
class Classification:
    """The values of a known product: for each word its class numbers, or its bits if ``is_bits``.

    ``clouds`` are the words that are masked by default. A product of ``layers`` has a band a bit, by these names.
    """

    title: str
    pattern: re.Pattern[str]  # of a file's name without its suffix, or of its band's
    words: Mapping[str, tuple[int, ...]]
    clouds: tuple[str, ...]
    is_bits: bool = False
    layers: tuple[str, ...] = ()


KNOWN = (
    Classification(
        title="Sentinel-2's SCL",
        pattern=re.compile(r"(?:.*_)?SCL(?:_\d\dm)?", re.IGNORECASE),
        # Sentinel-2 products specification, scene classification
        words={
            "fill": (0,),
            "saturated": (1,),
            "dark": (2,),
            "cloud shadow": (3,),
            "vegetation": (4,),
            "bare": (5,),
            "water": (6,),
            "unclassified": (7,),
            "cloud": (8, 9),
            "cirrus": (10,),
            "snow": (11,),
        },
        clouds=("cloud", "cloud shadow", "cirrus"),
    ),
    Classification(
        title="Landsat's QA_PIXEL",
        pattern=re.compile(r"(?:.*_)?QA_PIXEL", re.IGNORECASE),
        # Landsat 8-9 Collection 2 Level 2 Science Product Guide, table 6-3; Landsat 4-7 have no cirrus
        words={
            "fill": (0,),
            "dilated cloud": (1,),
            "cirrus": (2,),
            "cloud": (3,),
            "cloud shadow": (4,),
            "snow": (5,),
            "clear": (6,),
            "water": (7,),
        },
        clouds=("dilated cloud", "cirrus", "cloud", "cloud shadow"),
        is_bits=True,
    ),
    Classification(
        title="HLS's Fmask",
        pattern=re.compile(r"(?:.*[._])?Fmask", re.IGNORECASE),
        # HLS Product User Guide 2.0, table 9
        words={"cloud": (1,), "dilated cloud": (2,), "cloud shadow": (3,), "snow": (4,), "water": (5,)},
        clouds=("cloud", "dilated cloud", "cloud shadow"),
        is_bits=True,
    ),
    Classification(
        title="Planet's UDM2",
        pattern=re.compile(r"(?:.*_)?udm2(?:_clip)?", re.IGNORECASE),
        # Planet's documentation, Usable Data Masks: bands 1 to 8
        layers=("clear", "snow", "shadow", "light haze", "heavy haze", "cloud", "confidence", "unusable"),
        words={
            "snow": (1,),
            "cloud shadow": (2,),
            "light haze": (3,),
            "heavy haze": (4,),
            "cloud": (5,),
            "unusable": (7,),
        },
        clouds=("cloud", "cloud shadow", "light haze", "heavy haze"),
        is_bits=True,
    ),
)


@dataclass(frozen=True)
class ClassBands:
    """The bands of a known classification: the number (from 1) of each of its layers, or its only one as layer 0."""

    known: Classification
    numbers: Mapping[int, int]

    @property
    def title(self) -> str:
        """The bands and what they are: "band 13 (Sentinel-2's SCL)"."""
        numbers = sorted(self.numbers.values())
        return f"{'bands' if len(numbers) > 1 else 'band'} {', '.join(map(str, numbers))} ({self.known.title})"


def class_bands(names: Sequence[str], label: str = "") -> list[ClassBands]:
    """The known classifications among bands of these names, or in a file called ``label``."""
    found = []
    for known in KNOWN:
        if known.layers:
            plain = [re.sub(r"[\s_-]+", " ", name.strip().lower()).removeprefix("udm2 ") for name in names]
            plain = [SAME_LAYERS.get(name, name) for name in plain]
            layers = {layer: plain.index(name) + 1 for layer, name in enumerate(known.layers) if name in plain}
            if len(layers) >= FEWEST_LAYERS:
                found.append(ClassBands(known=known, numbers=layers))
        else:
            matching = (number for number, name in enumerate(names, 1) if known.pattern.fullmatch(name))
            found += [ClassBands(known=known, numbers={0: number}) for number in matching]
    if found:
        return found
    of_file = next((known for known in KNOWN if known.pattern.fullmatch(label)), None)
    if of_file is None or (of_file.layers and len(names) < len(of_file.layers)):
        return []
    return [ClassBands(known=of_file, numbers={layer: layer + 1 for layer in range(len(of_file.layers) or 1)})]
