"""What services answer, several requests at once: QGIS's network with its proxy, certificates, cache and logins."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, TypeVar

from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QThread, QUrl, pyqtSignal
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ...client.failure import EngineFailure, cancelled
from ...translation import tr, tr_n
from .tile_grid import parameters

AT_ONCE = 6  # as many as Qt sends to one server
POLL_S = 0.1  # between looks at whether it was cancelled
WINDOW_S = 0.002  # the same in the window's thread, which has the requests to look after
TRIES = 3
HEADER = "http-header:"
NOT_FOUND = (404, 410)  # how services of tiles say that there is nothing to show
SERVER_ERRORS = 500

Key = TypeVar("Key")


@dataclass
class Login:
    """How a layer's service is asked: the login that QGIS keeps, or user and password, and headers."""

    config: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, source: str) -> Login:
        """That of the source of a layer of QGIS's provider “wms”."""
        given = parameters(source)
        headers = {name[len(HEADER) :]: value for name, value in given.items() if name.startswith(HEADER)}
        if given.get("referer"):
            headers["referer"] = given["referer"]
        return cls(given.get("authcfg", ""), given.get("username", ""), given.get("password", ""), headers)

    def request(self, address: str) -> QNetworkRequest:
        """The request for this address."""
        request = QNetworkRequest(QUrl(address))
        attribute = QNetworkRequest.Attribute
        request.setAttribute(attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.PreferCache)
        request.setAttribute(attribute.CacheSaveControlAttribute, True)
        request.setAttribute(attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy)
        if self.config:
            _is_updated, request = QgsApplication.authManager().updateNetworkRequest(request, self.config)
        elif self.user:
            from base64 import b64encode

            request.setRawHeader(b"Authorization", b"Basic " + b64encode(f"{self.user}:{self.password}".encode()))
        for name, value in self.headers.items():
            request.setRawHeader(name.encode(), value.encode())
        return request


class _Asked(NamedTuple):
    reply: QNetworkReply
    key: Any
    address: str
    tries: int


class Downloads(QObject):
    """The requests of one layer: made in the window's thread, where they run; any thread waits for them.

    A thread's own network was seen to lose requests, and then to wait for ever, once another thread's had ended.
    """

    _changed = pyqtSignal()

    def __init__(self, login: Login, name: str) -> None:
        super().__init__()
        self._login = login
        self._name = name
        self._waiting: deque[tuple[Any, str, int]] = deque()  # key, address and which try it is
        self._running: list[_Asked] = []
        self._answers: SimpleQueue[tuple[Any, bytes] | EngineFailure] = SimpleQueue()
        self._is_over = False
        self._changed.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    def fetch(
        self, wanted: Iterable[tuple[Key, str]], is_cancelled: Callable[[], bool]
    ) -> Generator[tuple[Key, bytes], None, None]:
        """The answers to addresses as they come, empty for what the service does not have; raises EngineFailure."""
        self._waiting.extend((key, address, 1) for key, address in wanted)
        left, self._is_over = len(self._waiting), False
        self._changed.emit()
        try:
            while left:
                answer = self._next()
                if is_cancelled():
                    raise cancelled()
                if isinstance(answer, EngineFailure):
                    raise answer
                if answer is not None:
                    left -= 1
                    yield answer
        finally:
            self._waiting.clear()
            self._is_over = True
            self._changed.emit()

    def _next(self) -> tuple[Any, bytes] | EngineFailure | None:
        is_window = QThread.currentThread() == self.thread()
        if is_window:
            QCoreApplication.processEvents()
        try:
            return self._answers.get(timeout=WINDOW_S if is_window else POLL_S)
        except Empty:
            return None

    def _go_on(self) -> None:
        for asked in [asked for asked in self._running if self._is_over or asked.reply.isFinished()]:
            self._running.remove(asked)
            if self._is_over:
                asked.reply.abort()
            else:
                self._hear(asked)
            sip.delete(asked.reply)  # at once: without a running event loop later would be after Python's end
        while self._waiting and len(self._running) < AT_ONCE:
            key, address, count = self._waiting.popleft()
            reply = QgsNetworkAccessManager.instance().get(self._login.request(address))
            reply.finished.connect(self._changed)
            self._running.append(_Asked(reply, key, address, count))

    def _hear(self, asked: _Asked) -> None:
        reply, error = asked.reply, asked.reply.error()
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if error == QNetworkReply.NetworkError.NoError:
            self._answers.put((asked.key, bytes(reply.readAll())))
        elif status in NOT_FOUND or error == QNetworkReply.NetworkError.ContentNotFoundError:
            self._answers.put((asked.key, b""))
        elif asked.tries < TRIES and (status is None or status >= SERVER_ERRORS):
            self._waiting.append((asked.key, asked.address, asked.tries + 1))
        else:
            self._answers.put(unread(self._name, why_not(QUrl(asked.address).host(), status)))


def why_not(host: str, status: int | None) -> str:
    """What a service did in place of an answer; Qt's own sentence has the address in it, and that may have a token."""
    return (
        tr("{host} answered {status}").format(host=host, status=status)
        if status
        else tr("{host} could not be reached").format(host=host)
    )


def unread(name: str, why: str, count: int = 1) -> EngineFailure:
    """That the layer of this name could not be read, and how many requests failed."""
    sentence = tr_n(
        "“{name}” could not be read: {why}.", "“{name}” could not be read: {why} ({n} requests).", count
    ).format(name=name, why=why)
    return EngineFailure("source", sentence, tr("Look whether QGIS shows the layer, and try again."))
