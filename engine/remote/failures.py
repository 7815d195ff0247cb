"""Failures of the network as sentences, or as reasons to try again: of files at addresses and of weights alike."""

from __future__ import annotations

import email.utils
import re
import sys
import time
from typing import Any

from huggingface_hub.errors import HfHubHTTPError

from ..errors import UserError

# The HTTP library that huggingface_hub brings, whose name has changed between releases.
http: Any = sys.modules[HfHubHTTPError.__mro__[1].__module__.partition(".")[0]]


class Retry(Exception):  # noqa: N818 - not an error yet
    """A failure after which the request is sent again, to ``location`` if the server gave a new one.

    ``wait_s`` is what the server asks for; ``is_connection`` where it was not reached.
    """

    def __init__(
        self, why: str, *, wait_s: float | None = None, is_connection: bool = False, location: str | None = None
    ) -> None:
        super().__init__(why)
        self.wait_s = wait_s
        self.is_connection = is_connection
        self.location = location


def settings_error(kind: type[UserError], error: Exception) -> UserError:
    """The error, of this kind, of a proxy or a certificate that cannot be used."""
    return kind(
        f"The network's settings cannot be used: {error}.",
        hint="Check the proxy and its certificate.",
        command="HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE",
    )


def transport_error(kind: type[UserError], error: Exception, host: str) -> Exception:
    """A failure of the connection as an error of this kind, or as a reason to try again."""
    name = type(error).__name__
    text = "it does not answer" if name.endswith("Timeout") else str(error).strip().rstrip(".") or name
    if name == "ProxyError":
        return kind(
            f"The proxy refuses the connection to {host}: {text}.", hint="Check its address.", command="HTTPS_PROXY"
        )
    if "certificate" in text.lower():
        return kind(
            f"{host} does not prove who it is: {text}.",
            hint="Where the server or a proxy has a certificate of its own, it must be known to this computer.",
            command="SSL_CERT_FILE names it",
        )
    return Retry(text, is_connection=name in {"ConnectError", "ConnectTimeout", "UnsupportedProtocol"})


def busy(response: Any) -> Retry | None:
    """The reason to try again where the status says that the server has too much to do; else None."""
    status: int = response.status_code
    if status == 429 or status >= 500:  # noqa: PLR2004 - too many requests, and a server's own failures
        return Retry(f"it is busy ({status})", wait_s=retry_after(response.headers.get("Retry-After")))
    return None


def retry_after(value: str | None) -> float | None:
    """The seconds that a server asks to wait: a number, or a date as RFC 9110 has it; None for anything else."""
    if not value:
        return None
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
        return float(value)
    try:
        return max(email.utils.parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):  # no date, or one beyond any calendar
        return None
