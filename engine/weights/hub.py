"""A file on the Hugging Face Hub or a mirror, read by byte ranges.

The hub answers a HEAD of the file's address with its commit, size and ETag, and with a signed address on another host
that serves ranges and expires. Those answers, the token, mirrors and proxies are huggingface_hub's business. When to
try again is ours: its http_stream_backoff sleeps for as long as a server says and cannot be cancelled, tells only its
log that it waits, and fails with a RuntimeError where a connection breaks within a body.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from huggingface_hub import constants, get_hf_file_metadata, hf_hub_url
from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled
from huggingface_hub.utils import build_hf_headers, get_session  # type: ignore[attr-defined] # its public names

from .. import VERSION
from ..errors import CheckpointError
from ..progress import Reporter
from ..remote.failures import Retry, http, settings_error, transport_error
from ..threads import POLL_S, in_thread, iterate_in_thread
from .hub_errors import (
    OTHER_MIRROR,
    NoRangesError,
    hub_error,
    no_connection,
    offline,
    other_bytes,
    status_error,
)

TRIES = 5  # without STALL_BYTES in between
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 8.0
LONGEST_WAIT_S = 300.0  # that a server may ask for
# The client's own timeout is for one read: a byte now and then would hold a download up for ever.
STALL_S = 60.0
STALL_BYTES = 16 * 1024  # fewer in this time are no progress
AHEAD = 32  # pieces that wait to be written, each what came at once
TRUE = {"1", "ON", "YES", "TRUE"}


class _Watch:
    """Notices that the server has sent hardly anything for a while; ``came`` counts the bytes since it last looked."""

    def __init__(self, reporter: Reporter) -> None:
        self.came = 0
        self._reporter = reporter
        self._since = time.monotonic()

    def check(self) -> None:
        """Raises Cancelled, and Retry when fewer than STALL_BYTES came in STALL_S."""
        self._reporter.check()
        now = time.monotonic()
        if now - self._since >= STALL_S:
            if self.came < STALL_BYTES:
                raise Retry(f"hardly anything came in {STALL_S:.0f} s")
            self.came, self._since = 0, now


class HubFile:
    """A published file: ``commit``, ``etag`` and ``size`` as the hub says them, and its bytes."""

    def __init__(self, repo: str, file: str, revision: str, reporter: Reporter) -> None:
        self.name = file.rsplit("/", 1)[-1]
        self.commit = self.etag = ""
        self.size = 0
        self.fraction = 0.0  # of the whole download, for what is said while waiting
        self._repo = repo
        self._file = file
        self._revision = revision
        self._reporter = reporter
        self._endpoint = endpoint()
        self._location = ""  # empty until the hub says it
        self._range_etag: str | None = None
        self._tries = 0
        try:
            get_session()
        except (ValueError, ImportError, OSError, http.InvalidURL) as error:
            raise settings_error(CheckpointError, error) from error
        while not self._location:
            with self._retried():
                self._resolve()

    @property
    def _host(self) -> str:
        return urlsplit(self._endpoint).hostname or self._endpoint

    def _resolve(self) -> None:
        """Ask the hub for the file's present address; raises CheckpointError if it is another file by now."""
        url = hf_hub_url(self._repo, self._file, revision=self._revision, endpoint=self._endpoint)

        def ask() -> Any:
            return get_hf_file_metadata(
                url,
                timeout=constants.HF_HUB_ETAG_TIMEOUT,
                library_name="landprint",
                library_version=VERSION,
                endpoint=self._endpoint,
            )

        metadata = in_thread(ask, _Watch(self._reporter).check, leave=True)
        if not (metadata.commit_hash and metadata.etag and (metadata.size or 0) > 0):
            raise CheckpointError(
                f"{self._host} does not say the revision and the size of {self.name}.",
                hint="It is not the hub, nor a full mirror of it.",
                command="check HF_ENDPOINT",
            )
        if self.etag and (metadata.etag, metadata.size) != (self.etag, self.size):
            raise CheckpointError(
                f"{self.name} was changed at {self._host} while it was read.", hint="Start the download again."
            )
        # What "main" is may change between two requests.
        self.commit = self._revision = metadata.commit_hash
        self.etag, self.size = metadata.etag, metadata.size
        self._location, self._range_etag = self._address(metadata.location), None

    def read(self, offset: int, length: int) -> bytes:
        """Exactly ``length`` bytes from ``offset``."""
        return b"".join(self.stream(offset, length))

    def stream(self, offset: int, length: int) -> Iterator[bytes]:
        """``length`` bytes from ``offset``, piece by piece; a broken connection is resumed where it broke."""
        end = offset + length
        if end > self.size:
            raise CheckpointError(f"{self.name} is damaged: it ends too early.", hint="Download it again.")
        self._tries = 0
        while offset < end:
            begin = offset
            with self._retried():
                if not self._location:
                    self._resolve()
                for piece in self._pieces(offset, end - 1):
                    offset += len(piece)
                    if offset - begin >= STALL_BYTES:
                        self._tries = 0
                    yield piece
                if offset < end:
                    raise Retry("it ended before all was there")

    def _pieces(self, first: int, last: int) -> Iterator[bytes]:
        """The answer to one request for the bytes from ``first`` to ``last``; never more than these."""
        self._require_encryption()
        # The user's token is for the hub itself, and never for another host.
        token = None if _origin(self._location) == _origin(self._endpoint) else False
        headers: dict[str, str] = build_hf_headers(token=token, library_name="landprint", library_version=VERSION)
        headers |= {"Range": f"bytes={first}-{last}", "Accept-Encoding": "identity"}
        location, left = self._location, last - first + 1

        def fetch() -> Iterator[bytes]:
            timeout = constants.HF_HUB_DOWNLOAD_TIMEOUT
            with get_session().stream(
                "GET", location, headers=headers, timeout=timeout, follow_redirects=False
            ) as response:
                self._check_answer(response, first, last)
                yield from response.iter_raw()

        watch = _Watch(self._reporter)
        for piece in iterate_in_thread(fetch(), watch.check, ahead=AHEAD, leave=True):
            watch.came += len(piece)
            left -= len(piece)
            if left < 0:
                raise other_bytes(location)
            yield piece

    def _address(self, location: str) -> str:
        """The address that the server leads to, relative to the present one; raises CheckpointError if it is none."""
        try:
            address = urljoin(self._location, location)
            is_address = _is_address(address)
        except ValueError:
            is_address = False
        if not is_address:
            raise CheckpointError(
                f"{self._host} sends the download to {location[:80]!r}, which is no address.", hint=OTHER_MIRROR
            )
        return address

    def _require_encryption(self) -> None:
        """Refuse to be led from an encrypted hub to an address that anybody on the way could answer for."""
        if self._endpoint.startswith("https:") and not self._location.startswith("https:"):
            raise CheckpointError(
                f"{self._host} sends the download to {urlsplit(self._location).hostname} without encryption.",
                hint=OTHER_MIRROR,
            )

    def _check_answer(self, response: Any, first: int, last: int) -> None:
        """Raise unless the answer is these bytes of this file, as they are."""
        status = response.status_code
        if status in {301, 302, 303, 307, 308}:
            location = self._address(response.headers.get("Location", ""))
            raise Retry("its address has moved", wait_s=0, location=location)
        if status in {401, 403, 404, 410} and _origin(self._location) != _origin(self._endpoint):
            raise Retry(f"its address is refused ({status})", wait_s=0)
        if status in {412, 416}:
            raise Retry(f"its address has other contents by now ({status})", wait_s=0)
        if status not in {200, 206}:
            raise status_error(response, self._host, self.name)
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise other_bytes(self._location)
        if status == 200:  # noqa: PLR2004 - the whole file, not a range
            self._check_whole(response, first, last)
        else:
            self._check_range(response, first, last)

    def _check_whole(self, response: Any, first: int, last: int) -> None:
        is_whole = first == 0 and last == self.size - 1
        if not is_whole or response.headers.get("Content-Length", str(self.size)) != str(self.size):
            server = urlsplit(self._location).hostname
            raise NoRangesError(
                f"{server} sends whole files only, and Landprint needs a part of {self.name}.",
                hint="Use another mirror, or get the file another way and import it.",
                command="HF_ENDPOINT names a mirror",
            )

    def _check_range(self, response: Any, first: int, last: int) -> None:
        content_range, etag = response.headers.get("Content-Range", ""), response.headers.get("ETag")
        is_other_size = content_range.startswith(f"bytes {first}-") and not content_range.endswith(f"/{self.size}")
        if content_range != f"bytes {first}-{last}/{self.size}" and not is_other_size:
            raise other_bytes(self._location)
        self._range_etag = self._range_etag or etag
        if is_other_size or etag != self._range_etag:
            raise Retry("its address has other contents by now", wait_s=0)

    @contextlib.contextmanager
    def _retried(self) -> Iterator[None]:
        """Translate the client's errors; after one that may be transient, wait and return for another try."""
        try:
            with self._translated_errors():
                yield
        except Retry as reason:
            if reason.is_connection and not self.etag:  # nothing was ever heard of this hub
                raise no_connection(self._host, str(reason)) from reason
            self._tries += 1
            self._pause(reason)
            self._location, self._range_etag = reason.location or "", None

    def _pause(self, reason: Retry) -> None:
        """Wait before the next try; raises CheckpointError after too many."""
        if self._tries > TRIES:
            raise no_connection(self._host, str(reason)) from reason
        wait_s = reason.wait_s
        if wait_s is None:
            wait_s = min(FIRST_PAUSE_S * 2 ** (self._tries - 1), LONGEST_PAUSE_S)
        elif wait_s == 0 and self._tries > 1:
            wait_s = FIRST_PAUSE_S
        if wait_s > LONGEST_WAIT_S:
            raise CheckpointError(
                f"{self._host} asks to wait {wait_s:.0f} seconds before the next request.",
                hint="Try again later: the hub allows more to those who log in.",
                command="set HF_TOKEN to your own token",
            ) from reason
        until = time.monotonic() + wait_s
        while (left := until - time.monotonic()) > 0:
            self._reporter.report(self.fraction, f"Waiting {left:.0f} s for {self._host}: {reason}")
            time.sleep(min(POLL_S, left))
        self._reporter.check()

    @contextlib.contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """The client's errors as sentences, or as reasons to try again."""
        try:
            yield
        except OfflineModeIsEnabled as error:
            raise offline() from error
        except HfHubHTTPError as error:
            raise hub_error(error, self._host, self.name, self._repo) from error
        except http.HTTPError as error:
            raise transport_error(CheckpointError, error, self._host) from error
        except (http.InvalidURL, ValueError) as error:  # of an address or a number in the answer's head
            raise CheckpointError(
                f"{self._host} answered what cannot be understood: {error}.", hint=OTHER_MIRROR
            ) from error


def endpoint() -> str:
    """The address of the hub, or of the mirror in HF_ENDPOINT; raises CheckpointError if offline or no address."""
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in TRUE:
        raise offline()
    address: str = (os.environ.get("HF_ENDPOINT") or constants.ENDPOINT).rstrip("/")
    if not _is_address(address):
        raise CheckpointError(
            f"The mirror of the hub is {address}, which is no address.",
            hint="It begins with https://.",
            command="HF_ENDPOINT names it",
        )
    return address


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that do not match, a port that is no number
        return False


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
