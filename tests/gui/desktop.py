"""The QGIS desktop in a throw-away profile, driven by a script that runs inside it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.places import ROOT

DESKTOPS = (os.environ.get("QGIS_DESKTOP", ""), "/usr/bin/qgis.bin", "/usr/bin/qgis", "qgis")
LIMIT_S = 420
SETTINGS = """
[PythonPlugins]
{enabled}
MetaSearch=false
db_manager=false
grassprovider=false
sagaprovider=false
otbprovider=false

[UI]
UITheme={theme}

[app]
projections\\unknownCrsBehavior=UseProjectCrs
plugin_installer\\checkOnStart=false

[core]
NewsFeed\\httpsfeedqgisorg\\disabled=true

[locale]
overrideFlag=true
userLocale={language}
globalLocale={language}
showGroupSeparator=true

[plugin-manager]
automatically-check-for-updates=false

[qgis]
checkVersion=false
showTips=false
"""


def find_desktop() -> str | None:
    """QGIS's desktop program, None where there is none."""
    return next((found for name in DESKTOPS if name and (found := shutil.which(name))), None)


def drive(
    script: Path,
    output: Path,
    *,
    theme: str = "default",
    language: str = "en_US",
    variables: Mapping[str, str] | None = None,
    is_enabled: bool = True,
    prefix: Sequence[str] = (),
) -> dict:
    """What the script found out inside QGIS, with the checkout as its plugin; log and screenshots are in ``output``.

    ``prefix`` is a command that starts QGIS, as in a namespace without a network.
    """
    output.mkdir(parents=True, exist_ok=True)
    facts = output / f"{script.stem}_{theme.split(maxsplit=1)[0].lower()}.json"
    facts.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="landprint-gui-") as folder, facts.with_suffix(".log").open("wb") as log:
        home = Path(folder)
        command = [*prefix, find_desktop(), "--noversioncheck", "--nologo", "--profiles-path", str(home / "profiles")]
        _write_profile(home, theme=theme, language=language, enabled="landprint=true" if is_enabled else "")
        environment = {
            **_environment(home),
            **({"QGIS_PLUGINPATH": str(ROOT / "build" / "link")} if is_enabled else {}),
            "LANDPRINT_ROOT": str(ROOT),
            "LANDPRINT_SCRIPT": ".".join(script.relative_to(ROOT).with_suffix("").parts),
            "LANDPRINT_FACTS": str(facts),
            **(variables or {}),
        }
        command += ["--code", str(Path(__file__).with_name("begin.py"))]
        subprocess.run(command, env=environment, stdout=log, stderr=log, timeout=LIMIT_S, check=False)
    if not facts.exists():
        tail = facts.with_suffix(".log").read_text(errors="replace")[-3000:]
        raise AssertionError(f"QGIS ended before the script did:\n{tail}")
    return json.loads(facts.read_text(encoding="utf-8"))


def _write_profile(home: Path, **values: str) -> None:
    settings = home / "profiles" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS.format(**values), encoding="utf-8")


def _environment(home: Path) -> dict[str, str]:
    """This environment, with a home of its own."""
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    return {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANDPRINT_HOME": str(home / "landprint"),
        "LC_ALL": "C.UTF-8",
        "QT_X11_NO_MITSHM": "1",
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "OMP_NUM_THREADS": "1",
    }
