"""Downloads that resume, are checked, tried again and cancelled, and each fault of a network with its sentence."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from landprint.plugin.setup import fetch
from landprint.plugin.setup.failures import SetupFailure
from landprint.plugin.setup.fetch import Sized, download, urllib_get


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(fetch, "RETRY_WAIT_S", 0.01)


@pytest.fixture
def file(site):
    content = os.urandom(1_000_000)
    site.files["big.whl"] = content
    return Sized("big.whl", len(content), {hashlib.sha256(content).hexdigest()})


@pytest.fixture
def get_file(site, file, tmp_path, quick):
    def run(wanted=file, url="", is_cancelled=lambda: False, heard=None, folder=tmp_path / "files"):
        on_bytes = (heard if heard is not None else []).append
        address = url or f"{site.url}/big.whl"
        return download(urllib_get, address, {}, wanted, folder, on_bytes, is_cancelled)

    return run


def kind_of(run) -> str:
    with pytest.raises(SetupFailure) as caught:
        run()
    assert caught.value.message
    assert caught.value.hint
    return caught.value.kind


def test_a_file_comes_in_ranges_and_whole(get_file, site):
    heard = []
    path = get_file(heard=heard)
    assert path.read_bytes() == site.files["big.whl"]
    assert heard == sorted(heard)
    assert heard[-1] == 1_000_000
    assert len(site.asked) > 1


def test_what_is_whole_already_is_not_downloaded_again(get_file, site):
    get_file()
    site.asked.clear()
    get_file()
    assert site.asked == []


def test_a_download_goes_on_where_it_ended(get_file, site, tmp_path):
    heard = []
    with pytest.raises(SetupFailure) as caught:
        get_file(is_cancelled=lambda: len(heard) > 2, heard=heard)
    assert caught.value.is_cancelled
    kept = (tmp_path / "files" / "big.whl.part").stat().st_size
    assert kept > 0
    site.headers.clear()
    get_file()
    assert site.headers[0]["Range"].startswith(f"bytes={kept}-")


def test_a_part_of_another_file_is_thrown_away(get_file, site, tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "big.whl.part").write_bytes(b"of another file")
    assert get_file().read_bytes() == site.files["big.whl"]


def test_a_server_without_ranges_does(get_file, site, tmp_path):
    site.ranges = False
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "big.whl.part").write_bytes(site.files["big.whl"][:1000])
    assert get_file().read_bytes() == site.files["big.whl"]


def test_a_file_of_unknown_size_comes_whole(get_file, site, file):
    assert get_file(Sized("big.whl", 0, file.sums)).read_bytes() == site.files["big.whl"]


def test_a_passing_fault_of_the_server_is_waited_for(get_file, site):
    site.status["big.whl"] = [503, 500]
    assert get_file().is_file()


def test_other_bytes_are_refused_by_name_and_left_nowhere(get_file, file, tmp_path):
    with pytest.raises(SetupFailure, match=r"big\.whl is not the file") as caught:
        get_file(Sized("big.whl", file.size, {"0" * 64}))
    assert caught.value.kind == "hash"
    assert list((tmp_path / "files").iterdir()) == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, "login"), (403, "blocked"), (404, "missing"), (407, "proxy"), (451, "blocked"), (500, "server")],
)
def test_a_status_has_its_sentence(get_file, site, status, kind):
    site.status["big.whl"] = [status] * 9
    assert kind_of(get_file) == kind


def test_a_closed_port_is_refused(get_file):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/big.whl"
        assert kind_of(lambda: get_file(url=url)) == "refused"


def test_a_host_without_an_address_is_named(get_file):
    with pytest.raises(SetupFailure, match=r"no-such-host\.invalid|no connection") as caught:
        get_file(url="https://no-such-host.invalid/big.whl")
    assert caught.value.kind in {"dns", "offline"}


def test_a_silent_server_times_out(get_file, site, monkeypatch):
    monkeypatch.setattr(fetch, "TIMEOUT_S", 0.1)
    monkeypatch.setattr(fetch, "RETRIES", 2)
    site.wait_at = "big.whl"
    assert kind_of(get_file) == "timeout"


class Proxy(BaseHTTPRequestHandler):
    """A proxy that asks everyone for a login."""

    def do_CONNECT(self) -> None:
        self.send_response(407)
        self.send_header("Proxy-Authenticate", 'Basic realm="company"')
        self.end_headers()

    def log_message(self, *_arguments) -> None:
        pass


def test_a_proxy_that_asks_for_a_login_is_said(get_file, monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{server.server_address[1]}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert kind_of(lambda: get_file(url="https://files.example.org/big.whl")) == "proxy"
    server.shutdown()
    server.server_close()


def test_a_certificate_of_an_unknown_company_is_said(get_file, tmp_path):
    import ssl

    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "certificate.pem")]
    subprocess.run(command, check=True, capture_output=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    assert kind_of(lambda: get_file(url=f"https://localhost:{server.server_address[1]}/big.whl")) == "tls"
    server.shutdown()
    server.server_close()


def test_no_other_scheme_is_opened(get_file):
    assert kind_of(lambda: get_file(url="ftp://host/big.whl")) == "missing"


def test_a_full_disk_is_said_and_what_was_downloaded_is_kept(get_file, tmp_path):
    disk = tmp_path / "small"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        assert kind_of(lambda: get_file(folder=disk)) == "disk"
        assert (disk / "big.whl.part").stat().st_size > 100_000
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_may_not_be_written_is_named(get_file):
    assert kind_of(lambda: get_file(folder=Path("/sys/landprint"))) == "permission"


def test_a_path_that_is_too_long_is_said(get_file, tmp_path):
    assert kind_of(lambda: get_file(folder=tmp_path / ("a" * 300))) == "path"
