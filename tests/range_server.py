"""A server of files by byte ranges, with what can go wrong with one."""

from __future__ import annotations

import contextlib
import re
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A request as the server saw it; ``sent`` counts the body's bytes."""

    path: str
    range: str | None
    login: str | None
    status: int
    sent: int


@dataclass
class RangeServer:
    """Serves the files of a folder, and how it misbehaves."""

    folder: Path
    address: str = ""
    signature: str | None = None  # that a request must have as ``sig``
    wanted_header: tuple[str, str] | None = None  # that a request must have, name and value
    has_ranges: bool = True
    has_etags: bool = True
    refuse_after: int | None = None  # requests, with 403
    busy_for: int = 0  # requests, with 503
    cut_every: int | None = None  # of so many requests, one breaks in the middle
    pause_s: float = 0.0  # before each answer
    redirects: dict[str, str] = field(default_factory=dict)  # path to location
    headers: dict[str, str] = field(default_factory=dict)  # of every answer
    seen: list[Seen] = field(default_factory=list)

    def url(self, name: str, query: str = "") -> str:
        """The address of a file."""
        return f"{self.address}/{name}{'?' if query else ''}{query}"

    @property
    def sent(self) -> int:
        """Bytes of all bodies."""
        return sum(seen.sent for seen in self.seen)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    rules: RangeServer
    lock: threading.Lock

    def do_GET(self):
        rules = self.rules
        with self.lock:
            number = len(rules.seen)
            rules.seen.append(Seen(path=self.path, range=None, login=None, status=0, sent=0))
        time.sleep(rules.pause_s)
        status, body, headers = self._answer(number) if self._is_let_in() else (401, b"", {})
        is_cut = bool(rules.cut_every and body) and number % rules.cut_every == rules.cut_every - 1
        self.close_connection |= is_cut
        sent = body[: len(body) // 2] if is_cut else body
        rules.seen[number] = Seen(
            path=self.path,
            range=self.headers.get("Range"),
            login=self.headers.get("Authorization"),
            status=status,
            sent=len(sent),
        )
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers, **rules.headers}.items():
            self.send_header(name, value)
        with contextlib.suppress(OSError):
            self.end_headers()
            self.wfile.write(sent)

    def do_HEAD(self):
        """The head of the whole file, as GDAL asks for before it opens one."""
        status, body, headers = self._answer(0)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "Accept-Ranges": "bytes", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _is_let_in(self):
        """Whether the request has the header that is wanted."""
        wanted = self.rules.wanted_header
        return wanted is None or self.headers.get(wanted[0]) == wanted[1]

    def _answer(self, number):
        """Status, body and headers."""
        rules, parts = self.rules, urlsplit(self.path)
        file = rules.folder / unquote(parts.path).lstrip("/")
        is_signed = not rules.signature or parse_qs(parts.query).get("sig") == [rules.signature]
        if parts.path in rules.redirects:
            return 302, b"", {"Location": rules.redirects[parts.path]}
        if not is_signed or (rules.refuse_after is not None and number >= rules.refuse_after):
            return 403, b"", {}
        if number < rules.busy_for:
            return 503, b"", {}
        if not file.is_file():
            return 404, b"", {}
        content = file.read_bytes()
        tag = {"ETag": f'"{zlib.crc32(content)}"'} if rules.has_etags else {}
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if found is None or not rules.has_ranges:
            return 200, content, tag
        first, last = int(found[1]), min(int(found[2]), len(content) - 1)
        return 206, content[first : last + 1], {**tag, "Content-Range": f"bytes {first}-{last}/{len(content)}"}

    def log_message(self, *_):
        """Say nothing."""


@contextlib.contextmanager
def range_server(folder: Path, *, certificate: tuple[Path, Path] | None = None) -> Iterator[RangeServer]:
    """A running server of the folder's files; by https with a certificate and its key."""
    server = RangeServer(folder)
    handler = type("Handler", (_Handler,), {"rules": server, "lock": threading.Lock()})
    listening = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    listening.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
    server.address = f"http{'s' if certificate else ''}://127.0.0.1:{listening.server_port}"
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
