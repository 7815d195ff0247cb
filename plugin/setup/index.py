"""Package indexes: which ones the user's settings name, and where a file is on them."""

from __future__ import annotations

import base64
import configparser
import json
from collections.abc import Mapping
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path, PurePath
from urllib.parse import unquote, urljoin, urlsplit

from ..translation import tr
from .failures import SetupFailure
from .fetch import Get, IsCancelled, answer
from .platforms import Platform, pip_config_files

PYPI = "https://pypi.org/simple"
# One address, then those that are looked at after it: uv's names before pip's.
DEFAULT_NAMES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
EXTRA_NAMES = ("UV_INDEX", "UV_EXTRA_INDEX_URL", "PIP_EXTRA_INDEX_URL")
ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"


def index_addresses(here: Platform, environ: Mapping[str, str], home: PurePath) -> list[str]:
    """The indexes to look at, in this order: those of the environment, else of pip's files, else PyPI.

    A file is checked by its sum wherever it comes from, so that the order decides nothing but speed.
    """
    settings = configparser.RawConfigParser(strict=False)
    for file in pip_config_files(here, environ, home):
        with suppress(configparser.Error, UnicodeDecodeError):  # pip itself says what is wrong with it
            settings.read(Path(file), encoding="utf-8")
    written = {
        key: settings.get(section, key)
        for section in ("global", "install")
        for key in ("index-url", "extra-index-url")
        if settings.has_option(section, key)
    }
    defaults = [environ[name] for name in DEFAULT_NAMES if environ.get(name)] or [written.get("index-url") or PYPI]
    extras = [environ[name] for name in EXTRA_NAMES if environ.get(name)] or [written.get("extra-index-url", "")]
    addresses = [defaults[0].strip(), *" ".join(extras).split()]
    # uv's variables may name an index: name=https://…
    named = (address.partition("=")[2] if "=" in address.partition("://")[0] else address for address in addresses)
    return list(dict.fromkeys(address.rstrip("/") for address in named))


class Indexes:
    """Finds files on indexes; a project's page is read once."""

    def __init__(self, get: Get, addresses: list[str]) -> None:
        self._get = get
        self._addresses = addresses
        self._pages: dict[tuple[str, str], dict[str, str]] = {}

    def find(self, project: str, file: str, is_cancelled: IsCancelled) -> tuple[str, dict[str, str]]:
        """The file's address and the headers to ask for it with; raises SetupFailure."""
        failure = SetupFailure("missing", file)
        for address in self._addresses:
            page = f"{address}/{project}/"
            login = _login(page)
            try:
                files = self._files(page, login, is_cancelled)
            except SetupFailure as error:
                if error.kind == "cancelled":
                    raise
                # That an index of one's own lacks a project says less than that another is not reached.
                failure = failure if error.kind == "missing" and failure.kind != "missing" else error
                continue
            if file in files:
                url = files[file]
                same_host = urlsplit(url).hostname == urlsplit(page).hostname
                return url, login[1] if same_host else {}
        raise SetupFailure("missing", file, failure.detail) if failure.kind == "missing" else failure

    def _files(self, page: str, login: tuple[str, dict[str, str]], is_cancelled: IsCancelled) -> dict[str, str]:
        """The addresses of the project's files by their names."""
        address, headers = login
        key = (address, headers.get("Authorization", ""))
        if key not in self._pages:
            reply = answer(self._get, address, {"Accept": ACCEPT, **headers}, is_cancelled)
            self._pages[key] = read_page(reply.body, address)
        return self._pages[key]


def _login(url: str) -> tuple[str, dict[str, str]]:
    """The address without user and password, and the header that holds them."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, {}
    text = base64.b64encode(unquote(user).encode()).decode()
    return parts._replace(netloc=host).geturl(), {"Authorization": f"Basic {text}"}


class _Links(HTMLParser):
    """The addresses of a page's links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of a link."""
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(address)


def read_page(body: bytes, address: str) -> dict[str, str]:
    """The addresses of the files that a page of an index lists, by their names; in either form that it may have."""
    text = body.decode("utf-8", "replace")
    if text.lstrip().startswith("{"):
        try:
            urls = [str(file["url"]) for file in json.loads(text)["files"]]
        except (ValueError, KeyError, TypeError) as error:
            raise SetupFailure("server", detail=tr("{address}: no page of an index").format(address=address)) from error
    else:
        links = _Links()
        links.feed(text)
        urls = links.found
    whole = (urljoin(address, url).partition("#")[0] for url in urls)
    return {unquote(url.rpartition("/")[2]): url for url in whole}
