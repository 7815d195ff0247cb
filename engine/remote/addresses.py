"""Addresses on the network that a person gave, and the names that they have without what is secret in them.

Only what has a name from here is ever opened over the network: an address that a file names is not. The names go into
tags, sentences, reports and scratches; passwords and signatures stay here. The plugin reads this too: the standard
library only, and Python 3.9.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Optional
from urllib.parse import parse_qsl, quote, urldefrag, urlencode, urlsplit, urlunsplit

_GDAL_PREFIX = re.compile(r"^/vsicurl(?:_streaming)?/(?=https?://)", re.IGNORECASE)
_GDAL_OPTIONS = re.compile(r"^/vsicurl\?", re.IGNORECASE)
_ADDRESS = re.compile(r"^https?://(?:[^/?#\s@]*@)?[^/?#\s@]+(?:[/?#]|$)", re.IGNORECASE)
_SERVICE = re.compile(r"\{-?[a-z]\}|[?&]service=w\w+s\b", re.IGNORECASE)  # of tiles and maps, not of a file
# Parameters by which a server knows who asks and until when: of Azure, Amazon, Google, CloudFront, and their like.
_SIGNATURE = re.compile(
    r"s[vtespri]|sk\w{1,4}|spr|sdd|sig|x-(?:amz|goog|ms)-.*|policy|expires|exp|ts|nonce|jwt"
    r"|.*(?:key|token|sign|auth|secret|pass|user|login|session|hmac|credential|ticket|accessid).*",
    re.IGNORECASE,
)
_HEADER = "header."  # in GDAL's way of writing: /vsicurl?header.X-Key=SECRET&url=...
_given: dict[str, str] = {}  # the whole address, by its name
_headers: dict[str, dict[str, str]] = {}  # by which its server knows who asks, by its name


def as_address(text: str) -> Optional[str]:  # noqa: UP045 - Python 3.9
    """The http(s) address of a file that a text is, as it is or as GDAL writes it; None for anything else."""
    text = _GDAL_PREFIX.sub("", text)
    if _GDAL_OPTIONS.match(text):
        text = _options_of(text).get("url", "")
    return text if _ADDRESS.match(text) and not _SERVICE.search(text) else None


def _options_of(text: str) -> dict[str, str]:
    """What GDAL's way of writing an address says, by name."""
    return dict(parse_qsl(text.partition("?")[2])) if _GDAL_OPTIONS.match(text) else {}


def with_headers(address: str, headers: Mapping[str, str]) -> str:
    """The address, as GDAL writes it, with headers that go to its server with every request."""
    options = {**{f"{_HEADER}{name}": value for name, value in headers.items()}, "url": address}
    return f"/vsicurl?{urlencode(options, quote_via=quote)}"


def name_of(address: str) -> str:
    """The address, also as GDAL writes it, without user, password, headers, query and fragment.

    ``address_of`` and ``headers_of`` take it. A query may also say which file is meant: of what in it is no signature,
    a hash stays in the name.
    """
    (name,) = names_of([address])
    return name


def public(text: str) -> str:
    """The name of an address; any other text as it is."""
    return name_of(text) if as_address(text) else text


def names_of(addresses: Sequence[str]) -> list[str]:
    """A name for each address, as ``name_of``; different addresses have different names."""
    names: dict[str, str] = {}
    whole = {text: urldefrag(as_address(text) or text).url for text in addresses}
    for address in dict.fromkeys(whole.values()):
        query = parse_qsl(urlsplit(address).query, keep_blank_values=True)
        name = _marked(address, [pair for pair in query if not _SIGNATURE.fullmatch(pair[0])])
        names[_marked(address, query) if names.get(name, address) != address else name] = address
    by_address = {address: name for name, address in names.items()}
    _given.update(names)
    for text, address in whole.items():
        said = _options_of(text).items()
        _headers[by_address[address]] = {key[len(_HEADER) :]: value for key, value in said if key.startswith(_HEADER)}
    return [by_address[whole[text]] for text in addresses]


def _marked(address: str, said: list[tuple[str, str]]) -> str:
    parts = urlsplit(address)
    path = re.sub(r"[\x00-\x1f\x7f]", "", parts.path)
    mark = f"~{hashlib.sha256(urlencode(said).encode()).hexdigest()[:8]}" if said else ""
    return urlunsplit((parts.scheme.lower(), parts.netloc.rpartition("@")[2], path, mark, ""))


def address_of(name: str) -> Optional[str]:  # noqa: UP045 - Python 3.9
    """The whole address of a name that ``name_of`` gave; None for anything else."""
    return _given.get(name)


def headers_of(name: str) -> Mapping[str, str]:
    """The headers that go to the server of a name that ``name_of`` gave."""
    return _headers.get(name, {})
