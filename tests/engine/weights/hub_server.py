"""A server that behaves like the Hugging Face Hub as a download sees it, with what can go wrong with it.

Two ports, as two hosts: the hub, which answers HEAD of a file with its commit, size, ETag and a signed address, and the
storage behind it, which serves ranges of that address until it expires.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

COMMIT = "5bfb3c7a" * 5
RESOLVE = re.compile(r"^/([^/]+/[^/]+)/resolve/([^/]+)/(.+)$")
REVISION = re.compile(r"^/api/models/([^/]+/[^/]+)/revision/([^/]+)$")
PIECE_BYTES = 16 * 1024
PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")


def forget_settings(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Take the machine's own hub, token and proxies out of the environment, and keep the hub's files in ``folder``."""
    for name in (*(name for name in os.environ if name.startswith("HF_")), *PROXIES):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("HF_HOME", str(folder))


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A request as the server saw it; ``sent`` counts the body's bytes."""

    host: str
    method: str
    path: str
    range: str | None
    token: str | None
    status: int
    sent: int


@dataclass
class Hub:
    """What the server has and how it misbehaves."""

    files: dict[tuple[str, str], Path] = field(default_factory=dict)
    commit: str = COMMIT
    revisions: set[str] = field(default_factory=lambda: {"main", COMMIT})
    is_stored_elsewhere: bool = True
    serves_ranges: bool = True
    says_revision: bool = True
    key_needed: str | None = None
    hub_faults: list[tuple[int, dict[str, str]]] = field(default_factory=list)  # answers before the right ones
    storage_faults: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    drops: list[int] = field(default_factory=list)  # body bytes after which the next connections break
    requests_per_address: int = 1_000_000
    breaks_running: bool = False  # break the answers that are under way
    seconds_per_piece: float = 0.0
    stall_after: int | None = None  # body bytes after which nothing comes any more
    drip_after: int | None = None  # body bytes after which a byte comes now and then
    content_range: str | None = None  # instead of the right one
    encoding: str | None = None
    etag_suffix: str = ""
    seen: list[Seen] = field(default_factory=list)
    endpoint: str = ""
    storage: str = ""
    uses: dict[str, int] = field(default_factory=dict)
    signatures: int = 0
    is_closing: threading.Event = field(default_factory=threading.Event)

    def etag(self, path: Path) -> str:
        """The sha256 of a small file, as the hub has it; a name for one that is too large to read in a test."""
        content = path.read_bytes() if path.stat().st_size < 50_000_000 else str(path).encode()
        return hashlib.sha256(content).hexdigest() + self.etag_suffix

    @property
    def sent(self) -> int:
        """Bytes of all bodies."""
        return sum(seen.sent for seen in self.seen)

    def fetched(self) -> list[Seen]:
        """The requests for contents."""
        return [seen for seen in self.seen if seen.method == "GET"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    hub: Hub
    host: str

    def log_message(self, *_args):
        """Say nothing: the requests are in ``seen``."""

    def do_HEAD(self):
        self._answer()

    def do_GET(self):
        self._answer()

    def _answer(self):
        faults = self.hub.hub_faults if self.host == "hub" else self.hub.storage_faults
        if faults:
            status, headers = faults.pop(0)
            self._send(status, headers)
        elif self.host == "hub":
            self._answer_as_hub()
        else:
            self._answer_as_storage()

    def _answer_as_hub(self):
        path = unquote(urlsplit(self.path).path)
        if self.hub.key_needed and self.headers.get("Authorization") != f"Bearer {self.hub.key_needed}":
            self._send(401, {"X-Error-Message": "Invalid username or password."})
        elif match := REVISION.match(path):
            self._send(200, {}, json.dumps({"id": match[1], "sha": self.hub.commit}).encode())
        elif match := RESOLVE.match(path):
            self._resolve(*match.groups())
        else:
            self._send(404, {})

    def _resolve(self, repo, revision, file):
        if repo not in {known for known, _ in self.hub.files}:
            self._send(401, {"X-Error-Code": "RepoNotFound"})
            return
        if revision not in self.hub.revisions:
            self._send(404, {"X-Error-Code": "RevisionNotFound"})
            return
        path = self.hub.files.get((repo, file))
        if path is None:
            self._send(404, {"X-Error-Code": "EntryNotFound"})
            return
        headers = {"X-Repo-Commit": self.hub.commit} if self.hub.says_revision else {}
        if not self.hub.is_stored_elsewhere:
            self._send_file(path, headers)
            return
        self.hub.signatures += 1
        location = f"{self.hub.storage}/{repo}/{file}?Signature={self.hub.signatures}"
        headers |= {
            "X-Linked-Size": str(path.stat().st_size),
            "X-Linked-Etag": f'"{self.hub.etag(path)}"',
            "Location": location,
        }
        self._send(302, headers)

    def _answer_as_storage(self):
        url = urlsplit(self.path)
        (signature,) = parse_qs(url.query).get("Signature", ["0"])
        uses = self.hub.uses[signature] = self.hub.uses.get(signature, 0) + 1
        if uses > self.hub.requests_per_address or signature == "0":
            self._send(403, {})
            return
        _, owner, name, file = unquote(url.path).split("/", 3)
        self._send_file(self.hub.files[f"{owner}/{name}", file], {})

    def _send_file(self, path, headers):
        size = path.stat().st_size
        first, last, status = 0, size - 1, 200
        asked = re.match(r"bytes=(\d+)-(\d+)$", self.headers.get("Range", ""))
        if asked and self.hub.serves_ranges:
            first, last, status = int(asked[1]), min(int(asked[2]), size - 1), 206
            headers = headers | {"Content-Range": self.hub.content_range or f"bytes {first}-{last}/{size}"}
        headers = headers | {"ETag": f'"{self.hub.etag(path)}"', "Content-Length": str(last - first + 1)}
        if self.hub.encoding:
            headers |= {"Content-Encoding": self.hub.encoding}
        self._send(status, headers, path=path, first=first, last=last)

    def _send(self, status, headers, body=b"", *, path=None, first=0, last=-1):
        sent = 0
        try:
            self.send_response(status)
            for key, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            if self.command == "GET" and path is not None:
                for piece in self._pieces(path, first, last):
                    self.wfile.write(piece)
                    sent += len(piece)
            elif self.command == "GET":
                self.wfile.write(body)
        except OSError:
            self.close_connection = True
        finally:
            self.hub.seen.append(
                Seen(
                    host=self.host,
                    method=self.command,
                    path=self.path,
                    range=self.headers.get("Range"),
                    token=self.headers.get("Authorization"),
                    status=status,
                    sent=sent,
                )
            )

    def _pieces(self, path: Path, first: int, last: int) -> Iterator[bytes]:
        breaks_after = self.hub.drops.pop(0) if self.hub.drops else None
        left = last - first + 1
        if breaks_after is not None:
            left = min(left, breaks_after)
        with path.open("rb") as file:
            file.seek(first)
            while left:
                if self.hub.drip_after is not None and last - first + 1 - left >= self.hub.drip_after:
                    yield from self._drips(file, left)
                    return
                piece = file.read(min(PIECE_BYTES, left))
                left -= len(piece)
                yield piece
                if self.hub.breaks_running:
                    breaks_after, left = 0, 0
                if self.hub.stall_after is not None and last - first + 1 - left > self.hub.stall_after:
                    self.hub.is_closing.wait(60)
                time.sleep(self.hub.seconds_per_piece)
        if breaks_after is not None:
            self.wfile.flush()
            self.connection.close()
            raise ConnectionAbortedError

    def _drips(self, file, left):
        while left and not self.hub.is_closing.wait(0.02):
            left -= 1
            yield file.read(1)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Say nothing of a client that has hung up."""


@contextlib.contextmanager
def running_hub(files: dict[tuple[str, str], Path]) -> Iterator[Hub]:
    """A hub that has ``files`` (repository, name), until the block ends."""
    hub = Hub(files=dict(files))
    servers = [
        _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": hub, "host": host}))
        for host in ("hub", "storage")
    ]
    hub.endpoint, hub.storage = (f"http://127.0.0.1:{server.server_address[1]}" for server in servers)
    threads = [threading.Thread(target=server.serve_forever, args=(0.05,)) for server in servers]
    for server, thread in zip(servers, threads, strict=True):
        server.daemon_threads = True
        server.block_on_close = False
        thread.start()
    try:
        yield hub
    finally:
        hub.is_closing.set()
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            server.server_close()
            thread.join()
