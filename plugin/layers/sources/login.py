"""Logins that QGIS keeps for the address of a layer, as the engine takes them: headers of its requests."""

from __future__ import annotations

import re

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QUrl

from ...client.failure import EngineFailure
from ...translation import tr

AUTHCFG = re.compile(r"\s+authcfg=(?:'([^']*)'|(\S+))")  # QGIS appends the login's id to the address
OF_THE_ENGINE = {"user-agent", "range", "accept-encoding"}


def with_login(source: str, layer: str) -> str:
    """A layer's source whose login has become headers, in GDAL's way of writing; any other as it is.

    Raises EngineFailure for a login that is no header, such as a certificate of the user's.
    """
    found = AUTHCFG.search(source)
    if found is None:
        return source
    from qgis.PyQt.QtNetwork import QNetworkRequest  # QGIS starts with this file

    from ....engine.remote.addresses import as_address, with_headers

    path = AUTHCFG.sub("", source)
    address = as_address(path)
    if address is None:
        return path
    # QGIS writes user and password into GDAL's addresses as they are, of which some characters mean something else.
    request = QNetworkRequest(QUrl(address))
    is_updated, request = QgsApplication.authManager().updateNetworkRequest(request, found[1] or found[2])
    names = [bytes(name).decode() for name in request.rawHeaderList()]
    headers = {name: bytes(request.rawHeader(name.encode())).decode("latin-1") for name in names}
    headers = {name: value for name, value in headers.items() if name.lower() not in OF_THE_ENGINE}
    asked = bytes(request.url().toEncoded()).decode()
    if not is_updated or (not headers and request.url() == QUrl(address)):
        raise EngineFailure(
            "source",
            tr("“{layer}” wants a login that QGIS keeps, and Landprint cannot use it.").format(layer=layer),
            tr(
                "Landprint takes logins of user and password, of headers and of tokens. Check the login in QGIS under"
                " Settings > Options > Authentication; or export the part that you need as a GeoTIFF."
            ),
        )
    return with_headers(address if request.url() == QUrl(address) else asked, headers)
