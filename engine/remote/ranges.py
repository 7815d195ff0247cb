"""A file on a web server, read by byte ranges, with a sentence for everything that can go wrong on the way.

GDAL itself never reaches the network (see ``dataset``): here only the address that a person gave is asked, by the
system's proxies and certificates, and what the server leads to by http or https.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from .. import VERSION
from ..errors import SourceError
from ..progress import check_running
from ..threads import POLL_S, iterate_in_thread
from .addresses import address_of, as_address, headers_of
from .failures import Retry, busy, http, settings_error, transport_error

TRIES = 4  # without a byte in between
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 8.0
CONNECT_S, SILENCE_S = 10.0, 30.0
STALL_S, STALL_BYTES = 60.0, 16 * 1024  # fewer bytes in this time are no progress
MOST_REDIRECTS = 5
PROXY_LOGIN = 407  # a status
HEAD_BYTES = 16 * 1024  # of a file, that are read first: the header of most GeoTIFFs
AHEAD = 32  # pieces that wait to be joined, each what came at once
HEADER_NAME, HEADER_VALUE = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII), re.compile(r"[!-~](?:[ -~]*[!-~])?")
SET_HERE = {"range", "accept-encoding", "host", "connection", "content-length", "transfer-encoding"}
AGAIN = "start again: what is finished is kept"
DOWNLOAD = "Download the file, and choose that."


class MissingFileError(SourceError):
    """The server does not have the file."""


class HttpFile:
    """A file of ``size`` bytes on a web server; every answer must be of the file that the first one was of.

    ``name`` is what ``addresses.name_of`` gave; a newer address of the same name is taken at once. Its ``first`` bytes
    are read when it is opened.
    """

    def __init__(self, name: str, first: int = HEAD_BYTES) -> None:
        self.name = name
        self.host = urlsplit(name).hostname or name
        self.file = unquote(urlsplit(name).path.rpartition("/")[2]) or self.host
        self.size = 0
        self.requests = 0
        self.bytes = 0  # that came
        self._etag = self._modified = ""
        self._address = self._location = ""
        self._is_known = False
        self.head = self.read(0, first)

    @property
    def version(self) -> str:
        """What changes when the file does, whatever its address is."""
        return f"{self._etag or self._modified} {hashlib.sha256(self.head).hexdigest()[:16]}"

    @property
    def is_dated(self) -> bool:
        """Whether the server says what changes with the file."""
        return bool(self._etag or self._modified)

    def read(self, offset: int, length: int) -> bytes:
        """The bytes from ``offset``, fewer at the file's end; raises SourceError."""
        content = bytearray()
        tries = 0
        while not self._is_known or offset + len(content) < min(offset + length, self.size):
            before = len(content)
            try:
                for piece in self._pieces(offset + before, offset + length - 1):
                    content += piece
            except Retry as failed:
                tries = 1 if len(content) > before else tries + 1
                if tries > (TRIES if self._is_known else TRIES // 2):
                    raise self._gave_up(failed) from failed
                self._pause(failed, tries)
        return bytes(content)

    def _pieces(self, first: int, last: int) -> Iterator[bytes]:
        """The answer to one request for the bytes from ``first`` to ``last``, as they come; never more than these."""
        address = address_of(self.name) or ""
        if address != self._address:
            self._address = self._location = address
        if self._is_known:
            last = min(last, self.size - 1)
        left = last - first + 1
        for _ in range(MOST_REDIRECTS):
            self.requests += 1
            since, came = time.monotonic(), 0
            for piece in iterate_in_thread(self._stream(first, last), check_running, ahead=AHEAD, leave=True):
                if isinstance(piece, str):  # where it lies now
                    self._location = piece
                    break
                left -= len(piece)
                if left < 0:
                    raise self._not_understood("more bytes than were asked for")
                came += len(piece)
                self.bytes += len(piece)
                yield piece
                if time.monotonic() - since > STALL_S:
                    if came < STALL_BYTES:
                        raise Retry(f"hardly anything came in {STALL_S:.0f} s")
                    since, came = time.monotonic(), 0
            else:
                if left and self.size - first > last - first + 1 - left:
                    raise Retry("the answer ended before all was there")
                return
        raise self._not_understood("one address after the other")

    def _stream(self, first: int, last: int) -> Iterator[bytes | str]:
        """The pieces of an answer, or the address that it leads to; raises SourceError or Retry."""
        own = _own_headers(self.name, self._location)
        headers = {**own, "Range": f"bytes={first}-{last}", "Accept-Encoding": "identity"}
        try:
            with _client().stream("GET", self._location, headers=headers) as response:
                if response.status_code in {301, 302, 303, 307, 308}:
                    yield _led_to(self._location, response, self.host)
                    return
                self._check(response, first)
                yield from response.iter_raw()
        except http.InvalidURL as error:
            raise SourceError(f"The address of {self.file} cannot be used: {error}.", hint="Check it.") from error
        except http.HTTPError as error:
            raise transport_error(SourceError, error, self.host) from error

    def _check(self, response: Any, first: int) -> None:
        """Raise unless the answer has these bytes of the file that is known; learn to know it from the first."""
        status = response.status_code
        if status in {401, 403, 404, 410} and self._location != self._address:
            self._location = self._address  # what the server led to may be signed for a short time only
            raise Retry(f"what it leads to is refused ({status})")
        if status != 206:  # noqa: PLR2004 - a part of the file
            raise _refused(status, response, self.host, self.file)
        found = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", response.headers.get("Content-Range", ""))
        if (
            found is None
            or int(found[1]) != first
            or response.headers.get("Content-Encoding", "identity") != "identity"
        ):
            raise self._not_understood("other bytes than those that were asked for")
        etag = response.headers.get("ETag", "").removeprefix("W/")
        modified = response.headers.get("Last-Modified", "")
        if not self._is_known:
            self.size, self._etag, self._modified, self._is_known = int(found[3]), etag, modified, True
        # Without an ETag, mirrors behind one address may each have a time of their own.
        elif int(found[3]) != self.size or etag != self._etag or (not etag and modified != self._modified):
            raise SourceError(f"{self.file} was changed at {self.host} while it was read.", hint="Run it again.")

    def _pause(self, failed: Retry, tries: int) -> None:
        wait_s = min(FIRST_PAUSE_S * 2 ** (tries - 1), LONGEST_PAUSE_S) if failed.wait_s is None else failed.wait_s
        until = time.monotonic() + min(wait_s, LONGEST_PAUSE_S)
        while time.monotonic() < until:
            check_running()
            time.sleep(POLL_S)

    def _gave_up(self, failed: Retry) -> SourceError:
        if self._is_known:
            return SourceError(
                f"Reading {self.file} from {self.host} does not go on: {failed}.",
                hint=f"Check the network, then {AGAIN}.",
            )
        return SourceError(
            f"{self.file} cannot be read from {self.host}: {failed}.", hint="Check the address, network and proxy."
        )

    def _not_understood(self, what: str) -> SourceError:
        return SourceError(f"{self.host} answers with {what} for {self.file}.", hint=DOWNLOAD)


def read_whole(name: str, most_bytes: int) -> bytes:
    """A small file by its name, without ranges; raises SourceError."""
    location, host = address_of(name) or "", urlsplit(name).hostname or ""
    file = urlsplit(name).path.rpartition("/")[2] or host

    def fetch(location: str) -> Iterator[bytes | str]:
        with _client().stream("GET", location, headers=_own_headers(name, location)) as response:
            if response.status_code in {301, 302, 303, 307, 308}:
                yield _led_to(location, response, host)
                return
            if response.status_code != 200:  # noqa: PLR2004 - the whole
                raise _refused(response.status_code, response, host, file)
            yield from response.iter_bytes()

    for tries in range(1, TRIES + 1):
        content = bytearray()
        try:
            for piece in iterate_in_thread(fetch(location), check_running, ahead=AHEAD, leave=True):
                if isinstance(piece, str):
                    location = piece
                    break
                content += piece
                if len(content) > most_bytes:
                    raise SourceError(f"{file} is no STAC item: it is too large.", hint="Choose an item.")
            else:
                return bytes(content)
        except (Retry, http.HTTPError, http.InvalidURL) as error:
            failed = transport_error(SourceError, error, host) if isinstance(error, http.HTTPError) else error
            if not isinstance(failed, Retry) or tries == TRIES:
                hint = "Check the address, network and proxy."
                raise SourceError(f"{file} cannot be read from {host}: {failed}.", hint=hint) from error
            check_running()
            time.sleep(FIRST_PAUSE_S)
    raise SourceError(f"{host} answers with one address after the other for {file}.", hint="Check the address.")


def _own_headers(name: str, location: str) -> dict[str, str]:
    """The headers that the person gave for a file, where it still lies with the server that they are for.

    Raises SourceError for one that cannot be sent, which is not repeated: it may be a password.
    """
    given, address = headers_of(name), address_of(name) or ""
    if not given or urlsplit(location)[:2] != urlsplit(address)[:2]:
        return {}
    for header, value in given.items():
        if header.lower() in SET_HERE or not HEADER_NAME.fullmatch(header) or not HEADER_VALUE.fullmatch(value):
            raise SourceError(
                f"A header that is given for {urlsplit(name).hostname} cannot be sent.",
                hint="Check its name, and its value, which has neither line ends nor spaces around it.",
            )
    return dict(given)


@cache
def _client() -> Any:
    """The client of all files: it goes by the environment's proxies and the system's certificates."""
    try:
        return http.Client(
            timeout=http.Timeout(SILENCE_S, connect=CONNECT_S),
            headers={"User-Agent": f"Landprint/{VERSION}"},
            follow_redirects=False,
        )
    except (ValueError, ImportError, OSError, http.InvalidURL) as error:
        raise settings_error(SourceError, error) from error


def _led_to(location: str, response: Any, host: str) -> str:
    """The address that an answer leads to; raises SourceError for one that is not http(s), or gives up encryption."""
    try:
        address = as_address(urljoin(location, response.headers.get("Location", "")))
    except ValueError:
        address = None
    if address is None or (location.startswith("https:") and not address.startswith("https:")):
        raise SourceError(f"{host} leads to what is no address of the kind that was given.", hint=DOWNLOAD)
    return address


def _refused(status: int, response: Any, host: str, file: str) -> Exception:
    """A status that is not the wanted one, as a sentence or as a reason to try again."""
    sentences = {
        200: (f"{host} sends whole files only, and Landprint reads {file} by parts.", DOWNLOAD),
        401: (
            f"{host} wants to know who asks for {file} (401).",
            "Give a signed address, or one with user and password before the server's name.",
        ),
        403: (
            f"{host} does not give {file} (403).",
            f"A signed address ends after a while: get a new one and {AGAIN}.",
        ),
        404: (f"{host} does not have {file} (404).", "Check the address."),
        PROXY_LOGIN: ("The proxy wants a user and a password (407).", "Give the proxy's address with both in it."),
        410: (f"{host} does not have {file} any more (410).", "Check the address."),
        416: (f"{file} at {host} is empty, or shorter than it was (416).", "Check the address."),
    }
    if status in sentences:
        message, hint = sentences[status]
        kind = MissingFileError if status in {404, 410} else SourceError
        return kind(message, hint=hint, command="as HTTPS_PROXY" if status == PROXY_LOGIN else "")
    return busy(response) or SourceError(
        f"{host} answered {status} for {file}.", hint="Check the address and the proxy."
    )
