"""What the user can set, kept in QGIS's own settings under ``landprint/``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsSettings

if TYPE_CHECKING:
    from .client.environment import EngineEnvironment

PLUGIN_ROOT = Path(__file__).absolute().parent.parent  # not resolved: the engine's environment may lie beside a link
ENGINE_PYTHON = "landprint/engine_python"


def engine_environment() -> EngineEnvironment:
    """The engine's environment as it is set now; raises EngineFailure when there is none; safe in any thread."""
    from .client.environment import find_environment  # QGIS starts without it

    return find_environment(PLUGIN_ROOT, str(QgsSettings().value(ENGINE_PYTHON, "") or ""))


def set_engine_python(python: str) -> None:
    """Use this Python for the engine; an empty string means the plugin's own environment."""
    QgsSettings().setValue(ENGINE_PYTHON, python)
