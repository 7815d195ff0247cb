"""Downloads by QGIS's own network: its proxy, its certificates and its logins."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from threading import Event
from typing import Optional, Union
from urllib.parse import urlsplit

from qgis.core import QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtCore import QObject, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ...setup.failures import SetupFailure
from ...setup.fetch import HTTP_OK, IsCancelled, Reply
from ...translation import tr

# What Qt calls it (QNetworkReply.NetworkError), by number: its texts are translated.
QT_KINDS = {
    1: "refused",
    2: "timeout",
    3: "dns",
    4: "timeout",
    5: "timeout",
    6: "tls",
    7: "offline",
    8: "offline",
    99: "offline",
    101: "refused",
    102: "refused",
    103: "dns",
    104: "timeout",
    105: "proxy",
    201: "blocked",
    203: "missing",
    204: "login",
}
HTTP_ERRORS = 400
STALL_S, POLL_S = 30, 0.1
PROXY_SETTINGS = (
    *("proxyEnabled", "proxyType", "proxyHost", "proxyPort", "proxyUser", "proxyPassword"),
    *("proxyExcludedUrls", "noProxyUrls", "authcfg"),
)


class _Asked:
    """A request on its way to its outcome."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        self.url = url
        self.headers = dict(headers)
        self.heard = time.monotonic()  # when something of it came last
        self.reply: Optional[QNetworkReply] = None  # noqa: UP045 - Python 3.9
        self.outcome: Union[Reply, SetupFailure] = SetupFailure("cancelled")  # noqa: UP007 - Python 3.9
        self.ended = Event()

    def hear(self, _received: int, _total: int) -> None:
        """Something came."""
        self.heard = time.monotonic()


class QgisNetwork(QObject):
    """Makes requests in the window's thread, in which it is to be created; worker threads wait for them.

    A thread's own network was seen to lose requests, and then to wait for ever, once another thread's had ended.
    """

    _wanted = pyqtSignal(object)
    _unwanted = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._proxy: tuple[str, ...] = ()
        self._wanted.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        self._unwanted.connect(self._drop, Qt.ConnectionType.QueuedConnection)

    def get(self, url: str, headers: Mapping[str, str], is_cancelled: IsCancelled) -> Reply:
        """The answer; for worker threads; raises SetupFailure, also where nothing comes for half a minute."""
        asked = _Asked(url, headers)
        self._wanted.emit(asked)
        while not asked.ended.wait(POLL_S):
            is_stalled = time.monotonic() - asked.heard > STALL_S
            if not (is_stalled or is_cancelled()):
                continue
            self._unwanted.emit(asked)
            if is_cancelled():
                break
            host = urlsplit(url).hostname or url
            raise SetupFailure(
                "timeout", host, tr("{host}: nothing came for {stall_s} s").format(host=host, stall_s=STALL_S)
            )
        if is_cancelled():
            raise SetupFailure("cancelled")
        if isinstance(asked.outcome, SetupFailure):
            raise asked.outcome
        return asked.outcome

    def _ask(self, asked: _Asked) -> None:
        if asked.ended.is_set():
            return
        wanted = QNetworkRequest(QUrl(asked.url))
        attribute = QNetworkRequest.Attribute
        # A kept answer would be looked up without its range.
        wanted.setAttribute(attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork)
        wanted.setAttribute(attribute.CacheSaveControlAttribute, False)
        wanted.setAttribute(attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy)
        for name, value in {"Accept-Encoding": "identity", **asked.headers}.items():
            wanted.setRawHeader(name.encode(), value.encode())
        manager, settings = QgsNetworkAccessManager.instance(), QgsSettings()
        proxy = tuple(str(settings.value(f"proxy/{name}", "")) for name in PROXY_SETTINGS)
        if proxy != self._proxy:  # the user may have corrected it since
            manager.setupDefaultProxyAndCache()
            self._proxy = proxy
        asked.hear(0, 0)
        asked.reply = manager.get(wanted)
        asked.reply.downloadProgress.connect(asked.hear)
        asked.reply.finished.connect(partial(self._end, asked, asked.reply))

    def _end(self, asked: _Asked, reply: QNetworkReply) -> None:
        asked.outcome = _outcome(asked.url, reply)
        asked.reply = None
        asked.ended.set()
        reply.deleteLater()

    def _drop(self, asked: _Asked) -> None:
        asked.ended.set()
        if asked.reply is not None:
            asked.reply.abort()


def _outcome(url: str, reply: QNetworkReply) -> Reply | SetupFailure:
    code = reply.error()
    number = int(getattr(code, "value", code))
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    if status and not (number and int(status) < HTTP_ERRORS):  # a body that ended early has the status of a whole one
        return Reply(int(status), bytes(reply.readAll()))
    if urlsplit(url).scheme == "file" and not number:
        return Reply(HTTP_OK, bytes(reply.readAll()))
    host = urlsplit(url).hostname or url
    return SetupFailure(QT_KINDS.get(number, "refused"), host, f"{host}: {reply.errorString()} ({number})")
