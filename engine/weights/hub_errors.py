"""Failures of the hub as sentences, or as reasons to try again."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

from huggingface_hub.errors import EntryNotFoundError, RevisionNotFoundError

from ..errors import CheckpointError
from ..remote.failures import busy

OTHER_MIRROR = "A proxy or a mirror may be in between: try another one."
MIRROR = "HF_ENDPOINT names a mirror"


class NoRangesError(CheckpointError):
    """The server has the file, and does not serve parts of it."""


class RevisionMissingError(CheckpointError):
    """The server has not the revision that was asked for."""


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
    return busy(response) or CheckpointError(
        f"{host} answered {status} for {name}.", hint="Check the proxy.", command=MIRROR
    )
