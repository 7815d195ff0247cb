"""The user's settings, stored in QGIS's settings under ``landprint/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsSettings

from .resources import PLUGIN_ROOT

if TYPE_CHECKING:
    from .client.environment import EngineEnvironment

ENGINE_PYTHON = "landprint/engine_python"
HTTP_PROXIES = ("HttpProxy", "HttpCachingProxy")  # as QGIS calls them


def engine_environment() -> EngineEnvironment:
    """The engine's environment as it is set now; raises EngineFailure when there is none; safe in any thread."""
    from .client.environment import find_environment  # QGIS starts without them
    from .setup.installed import installed_python

    setting = str(QgsSettings().value(ENGINE_PYTHON, "") or "")
    return find_environment(PLUGIN_ROOT, setting, proxy_address(), installed_python())


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


def set_engine_python(python: str) -> None:
    """Use this Python for the engine; an empty string means the plugin's own environment."""
    QgsSettings().setValue(ENGINE_PYTHON, python)
