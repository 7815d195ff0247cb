"""The user's settings, stored in QGIS's settings under ``landprint/``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qgis.core import QgsSettings

from .resources import PLUGIN_ROOT, plugin_version

if TYPE_CHECKING:
    from .client.environment import EngineEnvironment

ENGINE_PYTHON = "landprint/engine_python"
OPTIONS_PAGE = "landprintOptionsPage"  # by which QGIS opens its options there
# The engine's environment variable by the setting under ``landprint/``; what is empty or 0 is the engine's own choice.
OPTIONS = {
    "cache_folder": "LANDPRINT_HOME",
    "memory_mb": "LANDPRINT_MEMORY_MB",
    "threads": "LANDPRINT_THREADS",
    "device": "LANDPRINT_DEVICE",
    "precision": "LANDPRINT_PRECISION",
}
DOCK_OPEN = "dock_open"  # whether the dock was open when QGIS was left
AUTO_SECONDS = 30  # that an embedding may take by itself
STEP_TIMES = "landprint/step_times"
MOST_TIMES = 100  # that are kept: of some encoders and their settings
SPEED_OPTIONS = ("device", "precision", "threads")
HTTP_PROXIES = ("HttpProxy", "HttpCachingProxy")  # as QGIS calls them


def engine_environment() -> EngineEnvironment:
    """The engine's environment as it is set now; raises EngineFailure when there is none; safe in any thread."""
    from dataclasses import replace

    from .client.environment import find_environment  # QGIS starts without them
    from .setup.installed import installed_python

    found = find_environment(PLUGIN_ROOT, engine_python(), proxy_address(), installed_python())
    return replace(found, proxy_exclusions=proxy_exclusions(), options=option_variables())


def engine_python() -> str:
    """The Python that the user chose for the engine; empty for Landprint's own."""
    return str(QgsSettings().value(ENGINE_PYTHON, "") or "")


def proxy_address() -> str:
    """The HTTP proxy of QGIS's own network settings, with user and password; empty for none."""
    from urllib.parse import quote  # QGIS starts without it

    settings = QgsSettings()
    host, port = (str(settings.value(f"proxy/proxy{name}", "") or "") for name in ("Host", "Port"))
    kind = str(settings.value("proxy/proxyType", "") or "")
    # Of the other kinds, the system's own proxy is looked up by the engine, and SOCKS is none that it speaks.
    if not settings.value("proxy/proxyEnabled", False, type=bool) or kind not in HTTP_PROXIES or not host:
        return ""
    user, password = (str(settings.value(f"proxy/proxy{name}", "") or "") for name in ("User", "Password"))
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    return f"http://{login}{host}{f':{port}' if port else ''}"


def proxy_exclusions() -> tuple[str, ...]:
    """The servers that QGIS asks without its proxy.

    QGIS compares the beginnings of addresses, and the engine takes servers: of an address with a folder, all of its
    server is excluded.
    """
    from urllib.parse import urlsplit  # QGIS starts without it

    hosts = []
    for name in ("proxyExcludedUrls", "noProxyUrls"):
        value = QgsSettings().value(f"proxy/{name}", "") or ""
        # Older versions of QGIS have kept one text.
        listed = value.split("|") if isinstance(value, str) else value
        hosts += [urlsplit(url if "://" in url else f"//{url}").hostname or "" for url in map(str.strip, listed)]
    return tuple(dict.fromkeys(filter(None, hosts)))


def set_engine_python(python: str) -> None:
    """Use this Python for the engine; an empty string means the plugin's own environment."""
    QgsSettings().setValue(ENGINE_PYTHON, python)


def option(name: str) -> str:
    """One of the ``OPTIONS`` as it is set now; empty for the engine's own choice."""
    return str(QgsSettings().value(f"landprint/{name}", "") or "")


def set_option(name: str, value: str) -> None:
    """Set one of the ``OPTIONS``; an empty string leaves it to the engine."""
    if value:
        QgsSettings().setValue(f"landprint/{name}", value)
    else:
        QgsSettings().remove(f"landprint/{name}")


def auto_seconds() -> int:
    """Seconds that an embedding may take where its detail is chosen by itself."""
    said = option("auto_seconds")
    return int(said) if said.isdecimal() and int(said) else AUTO_SECONDS


def engine_speed() -> tuple[str, ...]:
    """What decides, for all encoders, how long this machine takes: times measured under another one are stale."""
    return plugin_version(), engine_python(), *map(option, SPEED_OPTIONS)


def step_times() -> dict[str, float]:
    """Seconds by what was measured, as ``keep_step_times`` has kept them, the newest last."""
    try:
        found = json.loads(str(QgsSettings().value(STEP_TIMES, "") or "{}"))
        return {str(key): float(seconds) for key, seconds in found.items()}
    except (AttributeError, TypeError, ValueError):  # another program wrote it
        return {}


def keep_step_times(times: dict[str, float]) -> None:
    """Keep the newest of these seconds for the sessions to come."""
    QgsSettings().setValue(STEP_TIMES, json.dumps(dict(list(times.items())[-MOST_TIMES:])))


def option_variables() -> dict[str, str]:
    """The environment variables that say the options to the engine."""
    found = {variable: value for name, variable in OPTIONS.items() if (value := option(name))}
    if "LANDPRINT_THREADS" in found:  # numpy's BLAS and torch have threads of their own, and a name of their own for it
        found["OMP_NUM_THREADS"] = found["LANDPRINT_THREADS"]
    return found


def has_engine() -> bool:
    """Whether there is a Python that the engine could be started with."""
    from .client.failure import EngineFailure

    try:
        engine_environment()
    except EngineFailure:
        return False
    return True
