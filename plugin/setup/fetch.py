"""Downloads: a network as one function, and files that resume and are checked."""

from __future__ import annotations

import errno
import hashlib
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Callable, NamedTuple
from urllib.parse import urlsplit

from .failures import SetupFailure, disk_failure

TIMEOUT_S = 60
RETRIES = 4
RETRY_WAIT_S = 1.0  # doubled each time
TRANSIENT = frozenset(("timeout", "refused", "server", "dns"))
FIRST_RANGE = 1 << 18
LARGEST_RANGE = 1 << 23  # bytes that one request asks for, so that memory and what a broken line loses stay small
RANGE_S = 1.0  # how long a request should take: as long as a cancel waits at most
BLOCK = 1 << 16
HTTP_OK, HTTP_PARTIAL, HTTP_NO_RANGE = 200, 206, 416
STATUS_KINDS = {401: "login", 403: "blocked", 404: "missing", 407: "proxy", 410: "missing", 451: "blocked"}


class Reply(NamedTuple):
    """An answer: its HTTP status and its body."""

    status: int
    body: bytes


IsCancelled = Callable[[], bool]
# The answer to a GET with these headers; raises SetupFailure when there is none. Called in a worker thread.
Get = Callable[[str, Mapping[str, str], IsCancelled], Reply]


def urllib_get(url: str, headers: Mapping[str, str], is_cancelled: IsCancelled) -> Reply:
    """The answer by the standard library, whose proxy settings are those of the environment and the system."""
    import urllib.request  # the dock has QGIS's network, and is there sooner without them
    from http.client import HTTPException
    from urllib.error import HTTPError

    host = urlsplit(url).hostname or url
    if urlsplit(url).scheme not in {"https", "http", "file"}:
        raise SetupFailure("missing", url)
    opener = urllib.request.build_opener()
    opener.addheaders = [("User-Agent", "landprint"), *headers.items()]
    try:
        with opener.open(url, timeout=TIMEOUT_S) as answer:
            blocks = []
            while block := answer.read(BLOCK):
                if is_cancelled():
                    raise SetupFailure("cancelled")
                blocks.append(block)
            return Reply(answer.status or HTTP_OK, b"".join(blocks))
    except HTTPError as error:
        return Reply(error.code, b"")
    except (OSError, HTTPException) as error:
        raise _network_failure(error, host) from error


def _network_failure(error: Exception, host: str) -> SetupFailure:
    import socket
    import ssl

    reason = getattr(error, "reason", error)
    text = f"{host}: {reason}"
    if isinstance(reason, ssl.SSLError):
        kind = "tls"
    elif isinstance(reason, socket.gaierror):
        kind = "offline" if reason.errno == socket.EAI_AGAIN else "dns"
    elif "407" in str(reason):
        kind = "proxy"
    elif isinstance(reason, TimeoutError) or "timed out" in str(reason):
        kind = "timeout"
    elif isinstance(reason, FileNotFoundError) or "No such file" in str(reason):
        kind = "missing"
    elif getattr(reason, "errno", None) in {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH}:
        kind = "offline"
    elif "403" in str(reason):
        kind = "blocked"
    else:
        kind = "refused"
    return SetupFailure(kind, host, text)


def answer(get: Get, url: str, headers: Mapping[str, str], is_cancelled: IsCancelled) -> Reply:
    """The answer, asked for again where a fault may pass; raises SetupFailure, also for a status that is an error."""
    wait = RETRY_WAIT_S
    for attempt in range(RETRIES):
        try:
            reply = get(url, headers, is_cancelled)
            if reply.status in {HTTP_OK, HTTP_PARTIAL, HTTP_NO_RANGE}:
                return reply
            name = (urlsplit(url).hostname or url) if reply.status in {401, 403, 407} else urlsplit(url).path
            kind = STATUS_KINDS.get(reply.status, "server")
            raise SetupFailure(kind, name.rpartition("/")[2], f"{without_login(url)}: HTTP {reply.status}")
        except SetupFailure as failure:
            if failure.kind not in TRANSIENT or attempt == RETRIES - 1:
                raise
        _pause(wait, is_cancelled)
        wait *= 2
    raise AssertionError("unreachable")


def _pause(seconds: float, is_cancelled: IsCancelled) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_cancelled():
            raise SetupFailure("cancelled")
        time.sleep(0.05)


def without_login(url: str) -> str:
    """The address as it may be shown and logged."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


class Sized(NamedTuple):
    """A file to download: its name, its bytes (0: not known), and the sha256 sums of which it must have one."""

    name: str
    size: int
    sums: Collection[str]


def has_sum(path: Path, sums: Collection[str], size: int = 0) -> bool:
    """Whether the file is there and whole."""
    try:
        if size and path.stat().st_size != size:
            return False
        return sha256(path) in sums
    except OSError:
        return False


def sha256(path: Path) -> str:
    """The sum of the file's bytes, in hexadecimal digits."""
    found = hashlib.sha256()
    with path.open("rb") as opened:
        while block := opened.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def download(
    get: Get,
    url: str,
    headers: Mapping[str, str],
    file: Sized,
    folder: Path,
    on_bytes: Callable[[int], None],
    is_cancelled: IsCancelled,
) -> Path:
    """``folder/file.name``, of which ``on_bytes`` hears how many bytes are there; what a killed run has left is kept.

    Raises SetupFailure.
    """
    target, partial = folder / file.name, folder / f"{file.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if has_sum(target, file.sums, file.size):
            on_bytes(target.stat().st_size)
            return target
        for is_last in (False, True):
            _fill(get, url, headers, file, partial, on_bytes, is_cancelled)
            if has_sum(partial, file.sums):
                partial.replace(target)
                return target
            # What an earlier run left may be of another file: once more from the beginning.
            partial.unlink()
            if is_last:
                raise SetupFailure("hash", file.name, without_login(url))
    except OSError as error:
        raise disk_failure(error, target) from error
    raise AssertionError("unreachable")


def _fill(
    get: Get,
    url: str,
    headers: Mapping[str, str],
    file: Sized,
    partial: Path,
    on_bytes: Callable[[int], None],
    is_cancelled: IsCancelled,
) -> None:
    """Append to the partial file until it is whole, a range of bytes at a time."""
    length = FIRST_RANGE
    with partial.open("ab") as opened:
        done = opened.tell()
        while not file.size or done < file.size:
            on_bytes(done)
            if is_cancelled():
                raise SetupFailure("cancelled")
            started = time.monotonic()
            last = min(done + length, file.size or done + length) - 1
            reply = answer(get, url, {**headers, "Range": f"bytes={done}-{last}"}, is_cancelled)
            if reply.status == HTTP_NO_RANGE:  # there is no more
                break
            if reply.status == HTTP_OK and done:  # a server without ranges sends all of it
                opened.truncate(0)
            opened.write(reply.body)
            opened.flush()
            done = len(reply.body) if reply.status == HTTP_OK else done + len(reply.body)
            is_short = len(reply.body) < length
            if reply.status == HTTP_OK or not reply.body or (is_short and not file.size):
                break
            faster = RANGE_S / max(time.monotonic() - started, 1e-3)
            length = int(min(max(length * min(faster, 2.0), FIRST_RANGE), LARGEST_RANGE))
        on_bytes(done)
