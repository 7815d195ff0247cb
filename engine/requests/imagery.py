"""Parameters of satellite images: files, grid, mask, and their sensor, bands, scale and date.

The plugin reads this too: the standard library only, and Python 3.9.
"""

from __future__ import annotations

from .parameters import Kind, Parameter, Request, Toolbox, Widget

RASTER = Parameter(
    Kind.PATHS,
    "the raster: a file, a Sentinel-2 .SAFE folder or zip, a Landsat folder or tar; repeat to put files together",
    required=True,
    toolbox=Toolbox(
        "Satellite image",
        "A raster in a file, with one band or more, or a Sentinel-2 .SAFE folder or zip or a Landsat folder or tar. It"
        " is read piece by piece, whatever its size. Of a web layer, or one that QGIS computes, the extent is written"
        " into a temporary file first.",
        name="INPUT",
        widget=Widget.RASTER,
    ),
)


class SourceRequest(Request):
    """What is read: one raster or several, at which size of pixels, and what is left out of it."""

    raster: list[str] = RASTER.field()
    raster_crs: str | None = Parameter(
        Kind.TEXT, "coordinate system of the raster, e.g. EPSG:32633, where its file has none or a wrong one"
    ).field()
    gsd: float | None = Parameter(
        Kind.NUMBER,
        "resample to so many metres a pixel first",
        toolbox=Toolbox(
            "Resample to (metres a pixel)",
            "The image is taken as it is when this is left empty. Encoders know the pixel size of their sensors: 10 for"
            " Sentinel-2. A web layer is drawn with pixels of about this size.",
            advanced=True,
            optional=True,
            minimum=0.001,
        ),
    ).field()
    mask: str | None = Parameter(
        Kind.PATH,
        "polygons or a classification whose pixels are left out",
        toolbox=Toolbox(
            "Mask",
            "What is left out: the inside of polygons, or some classes of a classification such as Sentinel-2's SCL or"
            " Landsat's QA_PIXEL.",
            advanced=True,
            optional=True,
            widget=Widget.MASK,
        ),
    ).field()
    mask_classes: list[str] | None = Parameter(
        Kind.CLASSES,
        "classes of the mask to leave out: numbers, or words as cloud,cirrus,snow of SCL and QA_PIXEL; "
        "clouds and their shadows by default, where the mask is one of these",
        toolbox=Toolbox(
            "Classes of the mask to leave out",
            "When the mask is a raster: numbers with commas between, or words for Sentinel-2's SCL and Landsat's"
            " QA_PIXEL: “cloud, cloud shadow, cirrus, snow, water”. Of these two, clouds and their shadows when it is"
            " left empty.",
            advanced=True,
            optional=True,
        ),
    ).field()
    mask_clouds: bool = Parameter(
        Kind.FLAG,
        "leave out the clouds that the scene itself tells of (Sentinel-2's SCL, Landsat's QA_PIXEL)",
        default=False,
        toolbox=Toolbox(
            "Leave out the scene's own clouds",
            "Clouds and their shadows by what lies with the scene: Sentinel-2's SCL in its .SAFE, Landsat's QA_PIXEL in"
            " its folder or tar, or beside the image's file.",
            advanced=True,
        ),
    ).field()


class ImageryRequest(Request):
    """What an encoder that knows sensors is told of an image; None for what is to be recognised."""

    sensor: str | None = Parameter(
        Kind.TEXT,
        "the sensor, or your own as JSON or its file; guessed by default",
        toolbox=Toolbox(
            "Sensor",
            "Which sensor made the image. “auto” recognises it by its name, bands and values, and the log says what was"
            " recognised.",
            advanced=True,
            widget=Widget.CHOICE,
        ),
    ).field()
    band_names: list[str] | None = Parameter(
        Kind.NAMES,
        "the sensor's names of the bands given with --bands",
        toolbox=Toolbox(
            "Names of the bands",
            "The sensor's names of the chosen bands, in their order: “blue,green,red,nir”. Only where they cannot be"
            " recognised by their names or wavelengths.",
            advanced=True,
            optional=True,
        ),
    ).field()
    scale: str | None = Parameter(
        Kind.TEXT,
        "what the numbers are: count, reflectance, offset-1000, ...; guessed by default",
        toolbox=Toolbox(
            "Scale",
            "What the numbers are: the sensor's counts, reflectance 0 to 1 or 0 to 10,000, Sentinel-2 counts or"
            " reflectance with the offset of 1,000 or 0.1 (since 2022), decibels, power or amplitude of a radar. “auto”"
            " tells by the file and its values.",
            advanced=True,
            choices=(
                *("auto", "count", "reflectance", "reflectance-10000", "offset-1000", "reflectance-offset"),
                *("decibel", "power", "amplitude"),
            ),
        ),
    ).field()
    date: str | None = Parameter(
        Kind.TEXT,
        "day of the image as 2023-07-14; from the file by default",
        toolbox=Toolbox(
            "Date of the image",
            "Read from the file or its name when it is left empty; if it is not there either, it counts as unknown.",
            advanced=True,
            optional=True,
            widget=Widget.DATE,
        ),
    ).field()
