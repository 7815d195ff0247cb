"""What goes wrong with the hub: as sentences, or as reasons to try again."""

from __future__ import annotations

import email.utils
import os
import re
import sys
import time
from typing import Any
from urllib.parse import urlsplit

from huggingface_hub.errors import EntryNotFoundError, HfHubHTTPError, RevisionNotFoundError

from ..errors import CheckpointError

SERVER_ERROR = 500
OTHER_MIRROR = "A proxy or a mirror may be in between: try another one."
MIRROR = "HF_ENDPOINT names a mirror"

# Its HTTP library has changed its name between releases; the base of its errors is always the hub error's first base.
HttpError: type[Exception] = HfHubHTTPError.__mro__[1]
# An address that is none is not one of those errors.
AddressError: type[Exception] = getattr(sys.modules[HttpError.__module__.partition(".")[0]], "InvalidURL", ValueError)


class NoRangesError(CheckpointError):
    """The server has the file, and does not serve parts of it."""


class RevisionMissingError(CheckpointError):
    """The server has not the revision that was asked for."""


class Retry(Exception):  # noqa: N818 - not an error yet
    """A failure after which the request is sent again, to ``location`` if the server gave a new one.

    ``wait_s`` is what the server asks for.
    """

    def __init__(
        self, why: str, *, wait_s: float | None = None, is_connection: bool = False, location: str | None = None
    ) -> None:
        super().__init__(why)
        self.why = why
        self.wait_s = wait_s
        self.is_connection = is_connection
        self.location = location


def bad_settings(error: Exception) -> CheckpointError:
    """The error of a proxy or a certificate that cannot be used."""
    return CheckpointError(
        f"The network's settings cannot be used: {error}.",
        hint="Check the proxy and its certificate.",
        command="HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE",
    )


def offline() -> CheckpointError:
    """The error of a download that the environment forbids."""
    return CheckpointError(
        "Downloads of weights are switched off on this computer.",
        hint="Import a file of weights that you have.",
        command="or unset HF_HUB_OFFLINE",
    )


def no_connection(host: str, why: str) -> CheckpointError:
    """The error of a hub that cannot be reached, or not any more."""
    proxies = [name for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY") if os.environ.get(name)]
    hint = "Check the network and its proxy" if proxies else "Check the network"
    return CheckpointError(
        f"The download from {host} does not go on: {why}.",
        hint=f"{hint}, then start again: it continues from what is there.",
        command=", ".join([*(f"{name} names a proxy" for name in proxies), MIRROR]),
    )


def other_bytes(location: str) -> CheckpointError:
    """The error of an answer that has not the bytes that were asked for."""
    return CheckpointError(
        f"{urlsplit(location).hostname} answered with other bytes than those that were asked for.",
        hint=OTHER_MIRROR,
        command=MIRROR,
    )


def hub_error(error: Any, host: str, name: str, repo: str) -> Exception:
    """The hub's own refusal as a sentence, or as a reason to try again."""
    if isinstance(error, RevisionNotFoundError):
        message = f"{host} has no longer the revision of {repo} that was asked for."
        return RevisionMissingError(message, hint=OTHER_MIRROR, command=MIRROR)
    if isinstance(error, EntryNotFoundError):
        return CheckpointError(f"{host} has no {name} in {repo}.", hint="It may have been moved: see the model's page.")
    return status_error(error.response, host, name)


def status_error(response: Any, host: str, name: str) -> Exception:
    """An answer's status as a sentence, or as a reason to try again."""
    status = response.status_code
    log_in = "Log in at the hub and accept the model's terms on its page, or import a file of weights that you have."
    login = "set HF_TOKEN to what the hub gives you"
    sentences = {
        401: (f"{host} wants to know who asks for {name} (401).", log_in, login),
        403: (f"{host} does not give {name} to this user (403).", log_in, login),
        404: (f"{host} does not have {name} (404).", "It may have been moved: see the model's page.", MIRROR),
        407: (
            "The proxy wants a user and a password (407).",
            "Give the proxy's address with both in it.",
            "as HTTPS_PROXY",
        ),
    }
    if status in sentences:
        message, hint, command = sentences[status]
        return CheckpointError(message, hint=hint, command=command)
    if status == 429 or status >= SERVER_ERROR:  # noqa: PLR2004 - too many requests
        return Retry(f"it is busy ({status})", wait_s=retry_after(response.headers.get("Retry-After")))
    return CheckpointError(f"{host} answered {status} for {name}.", hint="Check the proxy.", command=MIRROR)


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


def transport_error(error: Exception, host: str) -> Exception:
    """A failure of the connection as a sentence, or as a reason to try again."""
    kind = type(error).__name__
    text = str(error).strip().rstrip(".") or kind
    if kind == "ProxyError":
        return CheckpointError(
            f"The proxy refuses the connection to {host}: {text}.", hint="Check its address.", command="HTTPS_PROXY"
        )
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return CheckpointError(
            f"{host} does not prove who it is: {text}.",
            hint="Where a proxy looks into the traffic, its certificate must be known to this computer.",
            command="SSL_CERT_FILE names it",
        )
    return Retry(text, is_connection=kind in {"ConnectError", "ConnectTimeout", "UnsupportedProtocol"})
