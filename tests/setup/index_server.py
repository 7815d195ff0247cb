"""A package index on this computer, which misbehaves as it is told."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote


@dataclass
class Site:
    """What the server has, and how it misbehaves."""

    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    status: dict[str, list[int]] = field(default_factory=dict)  # by a part of the path: statuses to answer with first
    ranges: bool = True
    json: bool = True
    headers: list[dict[str, str]] = field(default_factory=list)
    wait_at: str = ""  # of a path with this in it, half is sent, and then nothing
    halted: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def page(self, project: str) -> bytes:
        names = [name for name in self.files if name.partition("-")[0].replace("_", "-").lower() == project]
        if self.json:
            return json.dumps({"files": [{"filename": name, "url": f"../../files/{name}"} for name in names]}).encode()
        return "".join(f'<a href="../../files/{name}#sha256=0">{name}</a>' for name in names).encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, site: Site, *arguments) -> None:
        self.site = site
        super().__init__(*arguments)

    def log_message(self, *_arguments) -> None:
        pass

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        half = len(body) // 2
        self.wfile.write(body[:half])
        self.wfile.flush()
        if self.site.wait_at and self.site.wait_at in self.path:
            self.site.halted.set()
            threading.Event().wait(30)
        self.wfile.write(body[half:])

    def do_GET(self) -> None:
        site, path = self.site, unquote(self.path)
        site.asked.append(path)
        site.headers.append(dict(self.headers))
        for part, statuses in site.status.items():
            if part in path and statuses:
                self.answer(statuses.pop(0), b"")
                return
        if path.startswith("/simple/"):
            kind = "application/vnd.pypi.simple.v1+json" if site.json else "text/html"
            self.answer(200, site.page(path.split("/")[2]), content_type=kind)
            return
        body = site.files.get(path.rpartition("/")[2])
        if body is None:
            self.answer(404, b"")
            return
        wanted = self.headers.get("Range", "") if site.ranges else ""
        if not wanted:
            self.answer(200, body)
            return
        first, _, last = wanted.removeprefix("bytes=").partition("-")
        if int(first) >= len(body):
            self.answer(416, b"")
            return
        self.answer(206, body[int(first) : int(last) + 1])
