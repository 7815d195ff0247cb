"""Downloads by QGIS's own network, in a thread as the dock does it."""

from __future__ import annotations

import hashlib
import os
import socket
import threading
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from landprint.plugin.dock.set_up import network
from landprint.plugin.dock.set_up.network import QgisNetwork
from landprint.plugin.setup import fetch
from landprint.plugin.setup.failures import SetupFailure
from landprint.plugin.setup.fetch import Sized, download
from qgis.core import QgsNetworkAccessManager, QgsSettings, QgsTask
from qgis.PyQt.QtCore import QThread

from tests.setup.index_server import Handler, Site

CONTENT = os.urandom(700_000)
FILE = Sized("big.whl", len(CONTENT), {hashlib.sha256(CONTENT).hexdigest()})


@pytest.fixture
def site():
    found = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, found))
    server.daemon_threads = True
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    found.files["big.whl"] = CONTENT
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def run_task(qgis_app, qtbot, tmp_path, monkeypatch):
    """The result of a download, or its failure, in a task of QGIS."""
    monkeypatch.setattr(fetch, "RETRY_WAIT_S", 0.01)
    qgis_network = QgisNetwork()

    def run(url, is_cancelled=lambda: False, heard=None):
        on_bytes = (heard if heard is not None else []).append
        ended = []

        def work(_task):
            try:
                ended.append(download(qgis_network.get, url, {}, FILE, tmp_path, on_bytes, is_cancelled))
            except SetupFailure as failure:
                ended.append(failure)

        task = QgsTask.fromFunction("download", work)
        qgis_app.taskManager().addTask(task)
        qtbot.waitUntil(lambda: bool(ended), timeout=60_000)
        return ended[0]

    return run


def test_a_file_comes_whole(run_task, site):
    heard = []
    assert run_task(f"{site.url}/big.whl", heard=heard).read_bytes() == CONTENT
    assert heard[-1] == len(CONTENT)
    assert all("Range" in headers for headers in site.headers)


def test_a_download_goes_on_where_it_was_cancelled(run_task, site):
    heard = []
    failure = run_task(f"{site.url}/big.whl", lambda: len(heard) > 1, heard)
    assert failure.is_cancelled
    assert run_task(f"{site.url}/big.whl").read_bytes() == CONTENT
    assert any(not headers["Range"].startswith("bytes=0-") for headers in site.headers)


@pytest.mark.parametrize(("status", "kind"), [(403, "blocked"), (404, "missing"), (500, "server")])
def test_a_status_has_its_sentence(run_task, site, status, kind):
    site.status["big.whl"] = [status] * 9
    assert run_task(f"{site.url}/big.whl").kind == kind


def test_requests_run_where_no_other_thread_can_end_them(run_task, site, qgis_app, monkeypatch):
    threads, instance = [], QgsNetworkAccessManager.instance
    monkeypatch.setattr(
        QgsNetworkAccessManager, "instance", lambda: threads.append(QThread.currentThread()) or instance()
    )
    run_task(f"{site.url}/big.whl")
    assert set(threads) == {qgis_app.thread()}


def test_a_server_that_says_nothing_is_given_up(run_task, monkeypatch):
    monkeypatch.setattr(network, "STALL_S", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert run_task(f"http://127.0.0.1:{silent.getsockname()[1]}/big.whl").kind == "timeout"


def test_a_closed_port_is_refused(run_task):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert run_task(f"http://127.0.0.1:{closed.getsockname()[1]}/big.whl").kind == "refused"


def test_a_host_without_an_address_is_named(run_task):
    failure = run_task("http://no-such-host.invalid/big.whl")
    assert failure.kind == "dns"
    assert "no-such-host.invalid" in failure.message


def test_a_proxy_that_was_corrected_since_is_used(run_task, site):
    assert run_task("http://files.example.org/big.whl").kind in {"dns", "offline"}
    host, port = site.url.removeprefix("http://").split(":")
    settings = QgsSettings()
    for name, value in {"Enabled": True, "Type": "HttpProxy", "Host": host, "Port": port}.items():
        settings.setValue(f"proxy/proxy{name}", value)
    try:
        assert run_task("http://files.example.org/big.whl").read_bytes() == CONTENT
    finally:
        settings.remove("proxy")
    assert site.asked[0].startswith("http://files.example.org/")
