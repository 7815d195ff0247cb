"""Which Python runs the engine, how it is started, and the environment it is started in."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from ..translation import tr
from .failure import EngineFailure

IS_WINDOWS = sys.platform == "win32"

# QGIS (its launchers on Windows and macOS above all) points these at its own Python, GDAL, PROJ and Qt, and pip and
# virtualenv at whatever was active. A Python of another version does not start with them, PROJ finds a wrong database.
DROPPED_PREFIXES = ("PYTHON", "PIP_", "GDAL_", "OGR_", "PROJ_", "DYLD_", "QT_", "QML", "QGIS_")
DROPPED_NAMES = frozenset(
    ("VIRTUAL_ENV", "__PYVENV_LAUNCHER__", "GEOTIFF_CSV", "LD_LIBRARY_PATH", "LD_PRELOAD", "OSGEO4W_ROOT")
)
# OSGeo4W's launcher sets these to its own bundle; another file is the user's, for a proxy that inspects TLS.
CERTIFICATE_NAMES = frozenset(("SSL_CERT_FILE", "SSL_CERT_DIR"))

PROXY_NAMES = frozenset(("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"))


@dataclass(frozen=True)
class EngineEnvironment:
    """The Python that runs the engine, and the plugin's folder, which holds the engine's code.

    ``proxy`` is the address of QGIS's own proxy, empty for none, and ``proxy_exclusions`` are the servers that are
    reached without it; the environment's own proxy variables take precedence.
    ``options`` are further variables, which take precedence over the environment's.
    """

    python: Path
    root: Path
    proxy: str = field(default="", repr=False)  # it may hold a password
    proxy_exclusions: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)

    def command(self) -> list[str]:
        """The engine's command line; to be run with ``root`` as the working directory, where ``-m`` finds it."""
        return [str(self.python), "-s", "-X", "utf8", "-m", "engine", "serve"]

    def variables(self, base: Mapping[str, str] | None = None) -> dict[str, str]:
        """``base`` (by default this process's environment) without what would mislead another Python, GDAL or PROJ."""
        inherited = os.environ if base is None else base
        kept = {
            name: value
            for name, value in inherited.items()
            if name.upper() not in DROPPED_NAMES
            and not name.upper().startswith(DROPPED_PREFIXES)
            and not (name.upper() in CERTIFICATE_NAMES and _is_of_osgeo4w(value, inherited))
        }
        # -s and -X utf8 say so to the engine itself; its own children are told here.
        kept.update(PYTHONNOUSERSITE="1", PYTHONUTF8="1", PYTHONUNBUFFERED="1")
        if self.proxy and not PROXY_NAMES & {name.upper() for name in kept}:
            kept.update(HTTPS_PROXY=self.proxy, HTTP_PROXY=self.proxy)
            if self.proxy_exclusions:
                own = [kept.pop(name) for name in list(kept) if name.upper() == "NO_PROXY"]
                kept["NO_PROXY"] = ",".join([*own, *self.proxy_exclusions])
        kept.update(self.options)
        if IS_WINDOWS:
            # QGIS's folders are first on PATH there, and DLLs are looked up along it.
            system_root = kept.get("SYSTEMROOT", kept.get("SystemRoot", r"C:\Windows"))
            kept["PATH"] = ";".join((str(self.python.parent), rf"{system_root}\System32", system_root))
        return kept


def _is_of_osgeo4w(path: str, variables: Mapping[str, str]) -> bool:
    """Whether the path lies in the folder of OSGeo4W, on Windows."""
    root = variables.get("OSGEO4W_ROOT")
    return bool(root) and PureWindowsPath(path).is_relative_to(PureWindowsPath(str(root)))


def default_python(root: Path) -> Path:
    """Where the engine's Python is when no setting says otherwise."""
    # Not resolved: a venv's Python is a link, and only under its own name it is the venv's.
    return root / ".venv" / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")


def find_environment(
    root: Path, python_setting: str = "", proxy: str = "", installed: Path | None = None
) -> EngineEnvironment:
    """The engine's environment; raises EngineFailure with code ``setup`` when there is none.

    What is set comes first, then the Python of ``root``, where developers have theirs, then the ``installed`` one.
    """
    python = Path(python_setting) if python_setting else default_python(root)
    if not python_setting and installed is not None and not python.is_file():
        python = installed
    if python.is_file():
        return EngineEnvironment(python=python, root=root, proxy=proxy)
    if python_setting:
        raise EngineFailure(
            "setup",
            tr("The engine's Python is missing: {python}.").format(python=python),
            tr("Choose another Python, or go back to Landprint's own: the dock has the buttons, under Other ways."),
        )
    raise EngineFailure(
        "setup",
        tr("Landprint's engine is not set up yet."),
        tr("Open Landprint's dock, which sets it up, or run “python3 -m plugin.setup install” in the plugin's folder."),
        tr("Looked for {python}.").format(python=python),
    )
