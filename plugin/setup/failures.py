"""Failures of the engine's set-up: a sentence and a remedy for each kind."""

from __future__ import annotations

import errno
import re

from ..client.failure import EngineFailure
from ..translation import tr

# kind: the sentence and the remedy. ``{name}`` is the host, file or path that it is about.
SENTENCES = {
    "offline": (
        tr("There is no connection to the network."),
        (
            tr(
                "Connect this computer and press the button again: what was downloaded is kept. Without any network,"
                " install from a kit."
            )
        ),
    ),
    "dns": (
        tr("The address of {name} was not found."),
        (
            tr(
                "Check the connection, and whether QGIS needs a proxy (Settings > Options > Network). If your"
                " network blocks {name}, install from a kit."
            )
        ),
    ),
    "proxy": (
        tr("The proxy asks for a user name and a password."),
        tr("Enter them in QGIS under Settings > Options > Network, then press the button again."),
    ),
    "refused": (
        tr("{name} refused the connection."),
        tr("Check the proxy in QGIS under Settings > Options > Network, and whether a firewall blocks QGIS."),
    ),
    "timeout": (
        tr("{name} did not answer in time."),
        tr("Press the button again: what was downloaded is kept."),
    ),
    "tls": (
        tr("The certificate of {name} is not trusted here: your network may inspect encrypted connections."),
        (
            tr(
                "Ask your administrator to add the company's certificate to this computer, or to QGIS under Settings"
                " > Options > Authentication; or install from a kit."
            )
        ),
    ),
    "blocked": (
        tr("{name} is blocked here."),
        (
            tr(
                "Ask your administrator to allow it, name your company's mirror in pip's settings (index-url), or"
                " install from a kit."
            )
        ),
    ),
    "login": (
        tr("{name} asks for a login."),
        tr("Put user name and token into the address of the mirror in pip's settings (index-url)."),
    ),
    "missing": (
        tr("{name} was not found on the package index."),
        tr("If pip's settings name a mirror, it may lack this file: ask its administrator, or install from a kit."),
    ),
    "server": (tr("The package index has a fault of its own."), tr("Press the button again in a few minutes.")),
    "disk": (
        tr("The disk is full."),
        tr("Free some space on the disk of {name}, then press the button again: what was downloaded is kept."),
    ),
    "room": (
        tr("There is too little room for the engine: {name}."),
        tr("Free some space on that disk, then press the button again."),
    ),
    "permission": (
        tr("{name} may not be written."),
        tr("Check the rights of this folder, or whether a protection against ransomware blocks QGIS."),
    ),
    "path": (
        tr("The path of {name} is too long for this system."),
        tr(
            "Let your administrator enable long paths in Windows, or install for a user whose folder has a"
            " shorter name."
        ),
    ),
    "antivirus": (
        tr("Another program holds {name}."),
        (
            tr(
                "A virus scanner may be reading it: wait a minute and press the button again. If it stays, exclude"
                " the folder from the scan, and close other windows of QGIS."
            )
        ),
    ),
    "platform": (
        tr("Landprint's engine does not run on this computer: {name}."),
        tr("Use an existing environment that has its packages, or another computer."),
    ),
    "hash": (
        tr("{name} is not the file that Landprint expects."),
        (
            tr(
                "It may have been changed on the way: press the button again. If it stays, tell whoever runs your"
                " proxy or mirror."
            )
        ),
    ),
    "changed": (
        tr("{name} of this kit is not the file that Landprint expects."),
        tr("The kit was changed after it was made, or not copied whole: copy it once more, or make it again."),
    ),
    "runtime": (
        tr("Microsoft's Visual C++ runtime is missing or too old."),
        tr("Install “Microsoft Visual C++ Redistributable (x64)” from Microsoft, then press the button again."),
    ),
    "killed": (
        tr("The set-up was ended from outside: {name}."),
        tr("The computer may have run out of memory, or a virus scanner may have stopped it. Press the button again."),
    ),
    "python": (
        tr("No Python for the engine: the pinned one could not be downloaded, and this computer has none that does."),
        tr("Install from a kit, or use an existing environment of Python 3.10 or newer."),
    ),
    "wrong_python": (
        "{name}.",
        tr("Choose the Python of an environment that has the packages of engine/requirements.txt."),
    ),
    "kit": (tr("This kit cannot be used: {name}."), tr("Make it again, with this version of Landprint.")),
    "packages": (
        tr("This Python lacks what the engine needs: {name}."),
        tr("Choose an environment with the packages of engine/requirements.txt, or let Landprint install its own."),
    ),
    "busy": (
        tr("The engine is in use or being set up in another window."),
        tr("Close other windows of QGIS, then try again."),
    ),
    "unknown": (
        tr("The engine could not be set up: {name}."),
        tr("Press the button again; if it stays, copy the details into a report."),
    ),
    "cancelled": (tr("Cancelled."), ""),
}


class SetupFailure(EngineFailure):
    """A set-up that failed; ``kind`` is a key of ``SENTENCES``."""

    def __init__(self, kind: str, name: str = "", detail: str = "") -> None:
        message, hint = (text.format(name=name or tr("It")) for text in SENTENCES[kind])
        super().__init__("cancelled" if kind == "cancelled" else "setup", message, hint, detail)
        self.kind = kind


# What uv, Python and the loader of programs write, in their words; the first that is found counts.
TEXTS = (
    (r"No space left on device|os error 28\b|os error 112\b|not enough space on the disk", "disk"),
    (r"Hash mismatch|hash of .* does not match", "hash"),
    (r"File name too long|os error 36\b|os error 63\b|os error 206\b|filename or extension is too long", "path"),
    (r"os error 32\b|being used by another process|os error 225\b|contains a virus|WinError (5|32)\b", "antivirus"),
    (
        r"Permission denied|os error 13\b|os error 5\b|Operation not permitted|os error 1\b|Read-only file system",
        "permission",
    ),
    (r"no wheels? with a matching|not a supported wheel|is not compatible with|requires-python", "platform"),
    (r"No module named", "packages"),
    (r"DLL load failed|VCRUNTIME|MSVCP|vcruntime140|msvcp140", "runtime"),
    (r"GLIBC(XX)?_[\d.]+. not found|Library not loaded|incompatible architecture", "platform"),
    (r"proxy authorization required|\b407\b", "proxy"),
    (r"invalid peer certificate|CERTIFICATE_VERIFY_FAILED|UnknownIssuer", "tls"),
    (r"dns error|failed to lookup address|Name or service not known|getaddrinfo failed", "dns"),
    (r"Connection refused|os error 111\b|os error 10061\b", "refused"),
    (r"timed out|os error 110\b|os error 10060\b", "timeout"),
)


def explain(text: str, name: str = "") -> SetupFailure:
    """The failure that a program's own words stand for."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    for pattern, kind in TEXTS:
        if re.search(pattern, text, re.IGNORECASE):
            if kind in {"platform", "packages"} and lines:
                name = lines[-1]
            return SetupFailure(kind, name, text)
    return SetupFailure("unknown", lines[-1].rstrip(".") if lines else name, text)


# By name: not every system has every one.
_ERRNO = {
    **dict.fromkeys(("ENOSPC", "EDQUOT"), "disk"),
    **dict.fromkeys(("EACCES", "EPERM", "EROFS"), "permission"),
    **dict.fromkeys(("EBUSY", "ETXTBSY"), "antivirus"),
    "ENAMETOOLONG": "path",
}
_WINDOWS = {5: "antivirus", 32: "antivirus", 33: "antivirus", 39: "disk", 112: "disk", 206: "path", 225: "antivirus"}


def disk_failure(error: OSError, path: object) -> SetupFailure:
    """The failure of reading or writing a file."""
    name = errno.errorcode.get(error.errno or 0, "")
    kind = _WINDOWS.get(getattr(error, "winerror", None) or 0) or _ERRNO.get(name, "unknown")
    return SetupFailure(kind, str(error) if kind == "unknown" else str(path), str(error))
