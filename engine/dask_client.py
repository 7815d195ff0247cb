"""The client of a Dask cluster, by its scheduler's address.

Dask is an extra (requirements-dask.txt). Who reaches a scheduler may run anything on its workers: it is the user's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import ParameterError

if TYPE_CHECKING:
    from distributed import Client

CONNECT_S = 20.0


def client_at(address: str) -> Client:
    """The client of a scheduler; raises ParameterError where none answers."""
    try:
        return distributed().Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ParameterError(
            f"No Dask scheduler answers at {address}.",
            hint="Start one in the engine's environment (dask scheduler), and give the address that it says.",
        ) from error


def distributed() -> Any:
    """Dask's library of clusters; raises ParameterError where it is not there."""
    try:
        import distributed as found
    except ImportError as missing:
        raise ParameterError(
            "The workers of a cluster need Dask, which is not in the engine's environment.",
            hint="Install engine/requirements-dask.txt there.",
        ) from missing
    return found
