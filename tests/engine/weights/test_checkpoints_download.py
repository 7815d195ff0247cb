"""Downloads from a server that behaves like the hub: what travels, what is kept, and what goes wrong."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from huggingface_hub import constants

from engine.encoders.catalogue import find_part
from engine.errors import Cancelled, CheckpointError, OutputError, UserError
from engine.files import DiskError, atomic_write
from engine.progress import Reporter
from engine.remote.failures import retry_after
from engine.weights import checkpoints, hub
from engine.weights import download as downloads
from engine.weights.cache import checkpoint_folder, checkpoint_path, partial_path
from tests.engine.weights.hub_server import COMMIT, running_hub
from tests.engine.weights.torch_files import FAR, satclip_arrays, write_checkpoint
from tests.places import GALILEO, ROOT, golden_weights, real_data

pytestmark = pytest.mark.usefixtures("hub_client")

PART = find_part("satclip-resnet18-l10")
KEY = ("microsoft/SatCLIP-ResNet18-L10", "satclip-resnet18-l10.ckpt")
HYPER_PARAMETERS = {"legendre_polys": 10, "harmonics_calculation": "analytic"}
LOCATION = satclip_arrays(capacity=512)
LOCATION_BYTES = sum(array.nbytes for array in LOCATION.values())


@pytest.fixture
def published(tmp_path) -> Path:
    """A SatCLIP checkpoint: the location encoder, and 10 MB of others on both sides of it."""
    others = {f"model.visual.{side}": np.zeros(1_250_000, np.float32) for side in ("a", "b")}
    arrays = {"model.visual.a": others["model.visual.a"], **LOCATION, "model.visual.b": others["model.visual.b"]}
    write_checkpoint(tmp_path / "published.ckpt", arrays, HYPER_PARAMETERS)
    return tmp_path / "published.ckpt"


@pytest.fixture
def server(published, monkeypatch):
    with running_hub({KEY: published}) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        yield running


@pytest.fixture
def clay(monkeypatch):
    path = golden_weights("clay-tiny.ckpt")
    with running_hub({("made-with-clay/Clay", "v1.5/clay-v1.5.ckpt"): path}) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        running.commit = find_part("clay-v1.5").revision
        running.revisions = {running.commit}
        yield running


@pytest.fixture
def galileo(monkeypatch):
    path = real_data(*GALILEO["galileo-nano.pt"])
    with running_hub({("nasaharvest/galileo", "models/nano/encoder.pt"): path}) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        yield running


def folder() -> Path:
    return checkpoint_folder()


def kept_files() -> set[str]:
    """Files in the checkpoints' folder besides the lock and the record of revisions."""
    return {path.name for path in folder().iterdir() if path.name != "revisions.json" and path.suffix != ".lock"}


def forget_requests(server) -> None:
    """Let the server notice that its client has gone, and forget what it sent."""
    time.sleep(0.5)
    server.seen.clear()


def refusal(**settings) -> UserError:
    """The error of a download, after which there is nothing to load."""
    with pytest.raises((CheckpointError, DiskError)) as caught:
        checkpoints.download(PART, **settings)
    assert checkpoints.find(PART) is None
    assert not list(folder().glob("*.safetensors")) if folder().exists() else True
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith((".", ")."))
    return caught.value


def assert_location_is_there() -> None:
    weights = checkpoints.load(checkpoints.require(PART))
    assert weights.hyper_parameters == HYPER_PARAMETERS
    for name, array in LOCATION.items():
        np.testing.assert_array_equal(weights.tensors[name.removeprefix("model.location.nnet.")], array)
    assert kept_files() == {f"{PART.encoder}.location.safetensors"}


def test_only_the_wanted_records_travel(server, published):
    checkpoints.download(PART)
    assert_location_is_there()
    assert published.stat().st_size > 10_000_000 + LOCATION_BYTES
    assert LOCATION_BYTES < server.sent < LOCATION_BYTES + 80_000
    # The end of the file, the pickle, the byte order, and the six records at once.
    assert len(server.fetched()) == 4


def test_the_origin_is_kept_with_the_weights(server):
    checkpoint = checkpoints.download(PART)
    assert checkpoint.origin["repo"] == KEY[0]
    assert checkpoint.origin["file"] == KEY[1]
    assert checkpoint.origin["commit"] == COMMIT
    assert len(checkpoint.origin["etag"]) == 64
    assert json.loads(checkpoint.origin["hyper_parameters"]) == HYPER_PARAMETERS
    assert checkpoints.verify(checkpoint)


def test_clay_is_downloaded_like_it_is_read_from_the_file(clay):
    weights = checkpoints.load(checkpoints.download(find_part("clay-v1.5")))
    direct = checkpoints.load_file(golden_weights("clay-tiny.ckpt"), find_part("clay-v1.5"))
    assert len(weights.tensors) == 45
    assert weights.sha256 == direct.sha256
    assert weights.hyper_parameters == direct.hyper_parameters


def test_galileo_is_downloaded_whole_and_its_sha256_checked(galileo):
    weights = checkpoints.load(checkpoints.download(find_part("galileo-nano")))
    assert len(weights.tensors) == 106
    assert galileo.sent == 4_189_406


def test_galileo_of_another_sha256_is_refused_though_its_checksums_fit(galileo, tmp_path):
    (key,) = galileo.files
    content = galileo.files[key].read_bytes()
    galileo.files[key] = tmp_path / "other.pt"
    galileo.files[key].write_bytes(content[:-1] + b"\1")  # the length of the zip's comment
    with pytest.raises(CheckpointError, match="not the published file"):
        checkpoints.download(find_part("galileo-nano"))
    assert kept_files() == set()


def test_galileo_comes_from_a_server_without_ranges(galileo):
    galileo.serves_ranges = False
    assert checkpoints.download(find_part("galileo-nano")).bytes > 4_000_000


def test_a_whole_file_that_cannot_be_continued_is_fetched_anew(galileo, eager_reports):
    with pytest.raises(Cancelled):
        checkpoints.download(find_part("galileo-nano"), reporter=cancelled_at(0.5))
    galileo.serves_ranges = False
    assert checkpoints.download(find_part("galileo-nano")).bytes > 4_000_000


def test_what_was_downloaded_is_not_downloaded_again(server):
    first = checkpoints.download(PART)
    server.seen.clear()
    assert checkpoints.download(PART) == first
    assert server.seen == []


def test_what_was_imported_is_replaced_by_a_download(server, tmp_path):
    write_checkpoint(tmp_path / "own.ckpt", satclip_arrays(), HYPER_PARAMETERS)
    checkpoints.import_file(tmp_path / "own.ckpt", PART)
    checkpoints.download(PART)
    assert_location_is_there()


def test_what_a_killed_process_was_writing_is_removed(server):
    ended = subprocess.Popen(["true"])
    ended.wait()
    folder().mkdir(parents=True)
    with atomic_write(checkpoint_path(PART)) as partial:
        left = partial.with_name(partial.name.replace(f"{os.getpid()}", f"{ended.pid}"))
        left.write_bytes(bytes(100))
        partial.touch()
    checkpoints.download(PART)
    assert_location_is_there()
    assert not left.exists()


def test_a_file_of_five_gigabytes_costs_what_is_wanted_of_it(server, tmp_path):
    arrays = {"model.visual.a": np.zeros(4, np.float32), **LOCATION}
    write_checkpoint(tmp_path / "large.ckpt", arrays, HYPER_PARAMETERS, holes={"model.visual.a": FAR})
    server.files[KEY] = tmp_path / "large.ckpt"
    checkpoints.download(PART)
    assert_location_is_there()
    assert server.sent < LOCATION_BYTES + 80_000


def test_aliases_are_used_where_the_location_has_no_names_of_its_own(server, tmp_path):
    write_checkpoint(tmp_path / "alias.ckpt", satclip_arrays("model.nnet."), HYPER_PARAMETERS)
    server.files[KEY] = tmp_path / "alias.ckpt"
    assert len(checkpoints.load(checkpoints.download(PART)).tensors) == 6


def test_the_revision_is_resolved_once_and_kept(server):
    checkpoints.download(PART)
    checkpoints.remove(PART)
    forget_requests(server)
    checkpoints.download(PART)
    assert all(f"/resolve/{COMMIT}/" in seen.path for seen in server.seen if seen.host == "hub")
    assert json.loads((folder() / "revisions.json").read_text()) == {KEY[0]: COMMIT}


def test_main_is_asked_for_once_and_the_commit_afterwards(server):
    server.requests_per_address = 1
    checkpoints.download(PART)
    heads = [seen.path for seen in server.seen if seen.method == "HEAD"]
    assert "/resolve/main/" in heads[0]
    assert len(heads) > 1
    assert all(f"/resolve/{COMMIT}/" in path for path in heads[1:])


def test_a_recorded_revision_that_is_gone_is_said(server):
    folder().mkdir(parents=True)
    (folder() / "revisions.json").write_text(json.dumps({KEY[0]: "e" * 40}))
    assert "no longer the revision" in refusal().message


def test_a_commit_is_recorded_only_when_its_file_was_accepted(server, published, tmp_path):
    write_checkpoint(tmp_path / "other.ckpt", satclip_arrays(degree=40, capacity=512), {"legendre_polys": 40})
    server.files[KEY], server.commit = tmp_path / "other.ckpt", "e" * 40
    assert "instead of 10" in refusal().message
    server.files[KEY], server.commit = published, COMMIT
    assert checkpoints.download(PART).origin["commit"] == COMMIT


def test_what_a_server_of_another_commit_had_is_not_continued(server, eager_reports):
    server.commit = "e" * 40
    server.revisions.add(server.commit)
    with pytest.raises(Cancelled):
        checkpoints.download(PART, reporter=cancelled_at(0.5))
    server.commit, server.revisions = COMMIT, {"main", COMMIT}
    assert checkpoints.download(PART).origin["commit"] == COMMIT
    assert_location_is_there()


def test_a_record_of_revisions_that_is_damaged_is_passed_over(server):
    folder().mkdir(parents=True)
    (folder() / "revisions.json").write_text('{"microsoft/SatCLIP-ResNet18-L10": null, "cut')
    checkpoints.download(PART)
    assert json.loads((folder() / "revisions.json").read_text()) == {KEY[0]: COMMIT}


def test_the_commit_that_landprint_was_written_for_is_asked_for(clay):
    part = find_part("clay-v1.5")
    clay.revisions.add("main")
    assert checkpoints.download(part).origin["commit"] == part.revision
    assert all(f"/resolve/{part.revision}/" in seen.path for seen in clay.seen if seen.host == "hub")


def test_a_hub_with_another_commit_than_landprint_was_written_for_is_said(clay):
    clay.commit, clay.revisions = COMMIT, {"main", COMMIT}
    with pytest.raises(CheckpointError, match=r"that Landprint was written for, 70200ebcccdf\.") as caught:
        checkpoints.download(find_part("clay-v1.5"))
    assert "import a file" in caught.value.hint


def test_an_address_that_expires_is_resolved_anew(server):
    server.requests_per_address = 2
    checkpoints.download(PART)
    assert_location_is_there()
    assert server.signatures >= 2


def test_the_token_goes_to_the_hub_and_nowhere_else(server, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_ours")
    server.key_needed = "hf_ours"
    checkpoints.download(PART)
    assert {seen.token for seen in server.seen if seen.host == "hub"} == {"Bearer hf_ours"}
    assert {seen.token for seen in server.seen if seen.host == "storage"} == {None}


def test_a_file_that_the_hub_itself_serves_is_read_with_the_token(server, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_ours")
    server.key_needed, server.is_stored_elsewhere = "hf_ours", False
    checkpoints.download(PART)
    assert_location_is_there()


def test_a_storage_that_moves_on_is_followed_without_the_token(server, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_ours")
    moved = f"{server.storage}/{'/'.join(KEY)}?Signature=77"
    server.storage_faults = [(302, {"Location": moved})]
    checkpoints.download(PART)
    assert any("Signature=77" in seen.path and seen.status == 206 for seen in server.seen)


def test_an_encrypted_hub_does_not_lead_to_an_address_without_encryption(server):
    remote = hub.HubFile(*KEY, "main", Reporter())
    remote._endpoint = "https://example.org"  # the hub that runs here speaks no TLS
    forget_requests(server)
    with pytest.raises(CheckpointError, match="without encryption") as refused:
        remote.read(0, 10)
    assert refused.value.hint
    assert not server.seen


def test_two_encoders_downloaded_at_once_are_both_recorded(server, monkeypatch):
    revisions = folder() / "revisions.json"

    class Meanwhile(hub.HubFile):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            revisions.write_text('{"some/other": "abc"}')

    monkeypatch.setattr(downloads, "HubFile", Meanwhile)
    checkpoints.download(PART)
    assert json.loads(revisions.read_text()) == {"some/other": "abc", KEY[0]: COMMIT}


def test_dropped_connections_are_taken_up_where_they_broke(server):
    server.drops = [10_000, 1_000_000, 50_000]
    checkpoints.download(PART)
    assert_location_is_there()
    assert server.sent < LOCATION_BYTES + 900_000  # at most a piece is lost a drop


def test_a_connection_that_always_drops_is_said(server):
    server.drops = [0] * 50
    assert "does not go on" in refusal().message


def test_a_busy_server_is_waited_for_as_long_as_it_asks(server):
    server.hub_faults = [(429, {"Retry-After": "1"}), (503, {})]
    server.storage_faults = [(429, {"Retry-After": "1"}), (500, {})]
    started = time.monotonic()
    checkpoints.download(PART)
    assert_location_is_there()
    assert 2 <= time.monotonic() - started < 6


def test_a_server_that_wants_an_hour_is_said(server):
    server.hub_faults = [(429, {"Retry-After": "3600"})]
    error = refusal()
    assert "3600 seconds" in error.message
    assert "HF_TOKEN" in error.command


@pytest.mark.parametrize(
    "odd", ["²", "٣٣", "1e400", "9" * 5000, "-1", "soon", "Mon, 32 Jan 2023", "Fri, 31 Dec 99999 23:59:59 GMT", " "]
)
def test_an_odd_time_to_wait_is_passed_over(server, odd):
    with contextlib.suppress(UnicodeEncodeError):  # what Latin-1 lacks no header can have
        odd = odd.encode().decode("latin-1")
    server.hub_faults = [(503, {"Retry-After": odd})]
    checkpoints.download(PART)
    assert_location_is_there()
    assert retry_after(odd) is None


ODD_ADDRESSES = [
    *("http://[::bad/x", "http://host:port/x", "http://host:99999/x", "http://host:0/x", "http:///x", "ftp://host/x"),
    *("//", "http://[", "file:///etc/passwd", "http://\u00e4 b/x", "http://a..b/x", "?", "#", "javascript:1", "\\"),
]


@pytest.mark.parametrize("odd", ODD_ADDRESSES)
@pytest.mark.parametrize("host", ["hub", "storage"])
def test_an_address_that_is_none_is_refused(server, monkeypatch, odd, host):
    monkeypatch.setattr(hub, "STALL_S", 0.2)  # what leads to itself is followed for ever
    faults = server.hub_faults if host == "hub" else server.storage_faults
    size, etag = {"X-Linked-Size": "99"}, {"X-Linked-Etag": '"a"', "X-Repo-Commit": COMMIT}
    faults += [(302, {"Location": odd, **size, **etag})] * 9_999
    assert refusal().message


@pytest.mark.parametrize("size", ["-5", "0", "many", "1e3", "9" * 5000])
def test_a_size_that_is_none_is_refused(server, size):
    head = {"Location": server.storage, "X-Linked-Etag": '"a"', "X-Repo-Commit": COMMIT, "X-Linked-Size": size}
    server.hub_faults = [(302, head)] * 9
    assert refusal().message


def test_a_server_that_is_always_busy_is_said(server):
    server.hub_faults = [(503, {})] * 50
    assert "busy (503)" in refusal().message


def test_a_token_that_is_missing_is_said(server):
    server.key_needed = "hf_ours"
    assert "HF_TOKEN" in refusal().command


def test_a_gated_model_is_said(server):
    server.hub_faults = [(403, {"X-Error-Code": "GatedRepo"})]
    error = refusal()
    assert "(403)" in error.message
    assert "terms" in error.hint


def test_a_missing_file_is_said(server):
    server.files = {(KEY[0], "other.ckpt"): server.files[KEY]}
    assert KEY[1] in refusal().message


def test_an_endpoint_that_is_no_hub_is_said(server, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", server.endpoint + "/nothing")
    assert "(404)" in refusal().message
    server.says_revision = False
    monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
    assert "does not say the revision" in refusal().message
    monkeypatch.setenv("HF_ENDPOINT", "huggingface.co")
    assert "no address" in refusal().message


def test_no_network_is_said_at_once(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    started = time.monotonic()
    assert "127.0.0.1 does not go on" in refusal().message
    assert time.monotonic() - started < 3


def test_a_proxy_that_refuses_is_said(server, monkeypatch):
    server.hub_faults = [(407, {"Proxy-Authenticate": "Basic"})] * 9
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("HF_ENDPOINT", "https://hub.invalid")
    monkeypatch.setenv("HTTPS_PROXY", server.endpoint)
    error = refusal()
    assert "proxy" in error.message.lower()
    assert "HTTPS_PROXY" in error.command


def test_a_proxy_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("HF_ENDPOINT", "https://hub.invalid")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert "HTTPS_PROXY" in refusal().command


@pytest.mark.parametrize("proxy", ["what://x:1", "http://host:port", "socks5://127.0.0.1:9"])
def test_a_proxy_that_cannot_be_used_is_said(server, monkeypatch, proxy):
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    assert "settings" in refusal().message


def test_the_proxy_of_the_environment_is_used(server, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")
    monkeypatch.setenv("HTTP_PROXY", server.endpoint)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    checkpoints.download(PART)
    assert any(seen.path.startswith("http://hub.invalid/") for seen in server.seen)


def test_offline_is_kept(server, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert "HF_HUB_OFFLINE" in refusal().command
    assert server.seen == []


def test_a_server_without_ranges_is_said(server, published):
    server.serves_ranges = False
    assert "whole files only" in refusal().message
    assert server.sent < published.stat().st_size + 80_000


@pytest.mark.parametrize("content_range", ["bytes 0-9/10", "bytes 0-*/*", "nonsense"])
def test_an_answer_with_other_bytes_is_refused(server, content_range):
    server.content_range = content_range
    assert "other bytes" in refusal().message


def test_an_answer_that_was_compressed_on_its_way_is_refused(server):
    server.encoding = "gzip"
    assert "other bytes" in refusal().message


def test_a_file_that_changes_on_the_way_is_refused(server):
    server.seconds_per_piece = 0.01

    def change(fraction, text, eta_s):
        if fraction > 0.3:
            server.etag_suffix = "changed"
            server.breaks_running = True

    with pytest.raises(CheckpointError, match="was changed"):
        checkpoints.download(PART, reporter=Reporter(change))
    assert checkpoints.find(PART) is None


def test_a_file_that_changed_between_two_tries_is_fetched_from_its_start(server, tmp_path):
    with pytest.raises(Cancelled):
        checkpoints.download(PART, reporter=cancelled_at(0.3))
    server.etag_suffix = "changed"
    forget_requests(server)
    checkpoints.download(PART)
    assert server.sent > LOCATION_BYTES


def test_a_tampered_record_is_refused_and_forgotten(server, published):
    content = bytearray(published.read_bytes())
    offset = content.index(LOCATION["model.location.nnet.layers.1.bias"].tobytes())
    content[offset] ^= 1
    published.write_bytes(content)
    assert "checksum" in refusal().message
    assert kept_files() == set()


def test_a_truncated_file_is_refused(server, published):
    os.truncate(published, 9_000_000)
    assert "cut off" in refusal().message
    assert server.sent < 100_000


def test_a_pickle_that_would_run_something_is_refused(server, published, tmp_path):
    write_checkpoint(published, LOCATION, pickled=b"\x80\x02cos\nsystem\nX\x02\x00\x00\x00ls\x85R.")
    assert "nothing of it was run" in refusal().message
    assert server.sent < 80_000


def test_another_checkpoint_is_refused_before_its_weights_travel(server, published):
    write_checkpoint(published, satclip_arrays(degree=40, capacity=512), {"legendre_polys": 40})
    assert "instead of 10" in refusal().message
    assert server.sent < 80_000


def cancelled_at(fraction: float) -> Reporter:
    """A reporter that cancels when so much is done."""
    seen = [0.0]
    reporter = Reporter(lambda done, text, eta_s: seen.append(done), lambda: seen[-1] >= fraction)
    reporter._last_report = -1e9
    return reporter


@pytest.fixture
def eager_reports(monkeypatch):
    monkeypatch.setattr("engine.progress.SECONDS_BETWEEN_REPORTS", 0.0)


def test_a_cancelled_download_leaves_nothing_to_load_and_goes_on_later(server, eager_reports):
    with pytest.raises(Cancelled):
        checkpoints.download(PART, reporter=cancelled_at(0.5))
    assert checkpoints.find(PART) is None
    part = PART
    done = partial_path(part).stat().st_size
    assert 0.4 * LOCATION_BYTES < done < 0.9 * LOCATION_BYTES
    forget_requests(server)
    checkpoints.download(PART)
    assert_location_is_there()
    assert server.sent < LOCATION_BYTES - done + 80_000


@pytest.mark.parametrize("fault", [{"stall_after": 1_000_000}, {"hub_faults": [(429, {"Retry-After": "100"})]}])
def test_cancel_is_seen_within_a_second_while_the_server_is_silent_or_busy(server, fault):
    vars(server).update(fault)
    cancelled = threading.Event()
    threading.Timer(1.0, cancelled.set).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        checkpoints.download(PART, reporter=Reporter(is_cancelled=cancelled.is_set))
    assert time.monotonic() - started < 2


def test_a_silent_server_is_asked_again(server, monkeypatch):
    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.5)
    server.stall_after = 1_000_000

    def mend(fraction, text, eta_s):
        if "Waiting" in text:
            server.stall_after = None

    monkeypatch.setattr(hub, "FIRST_PAUSE_S", 0.3)
    checkpoints.download(PART, reporter=Reporter(mend))
    assert_location_is_there()


def test_a_server_that_sends_a_byte_now_and_then_is_noticed_and_asked_again(server, monkeypatch, eager_reports):
    monkeypatch.setattr(hub, "STALL_S", 0.5)
    server.drip_after = 1_000_000
    said = []

    def mend(fraction, text, eta_s):
        if "Waiting" in text:
            said.append(text)
            server.drip_after = None

    checkpoints.download(PART, reporter=Reporter(mend))
    assert said[0].endswith("hardly anything came in 0 s")
    assert_location_is_there()
    assert server.sent < LOCATION_BYTES + 100_000


def test_a_server_that_only_drips_is_given_up(server, monkeypatch):
    monkeypatch.setattr(hub, "STALL_S", 0.2)
    server.drip_after = 0
    assert "hardly anything came" in refusal().message


def test_progress_tells_size_speed_and_time_left(server, eager_reports):
    server.seconds_per_piece = 0.003
    said = []
    checkpoints.download(PART, reporter=Reporter(lambda *report: said.append(report)))
    fractions = [fraction for fraction, _, _ in said]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    middle = next(text for fraction, text, _ in said if fraction > 0.5)
    assert middle.startswith("Downloading SatCLIP ResNet18 L10: ")
    assert " of 3.6 MB, " in middle
    assert " MB/s, " in middle
    assert middle.endswith(" s left")


CHILD = """
import sys
from engine.encoders.catalogue import find_part
from engine.weights import checkpoints
from engine.progress import Reporter
def say(fraction, text, eta_s):
    print(fraction, flush=True)
checkpoints.download(find_part(sys.argv[1]), reporter=Reporter(say))
"""


def test_a_killed_download_goes_on_where_it_stopped(server):
    server.seconds_per_piece = 0.01
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, PART.encoder], cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    while float(child.stdout.readline()) < 0.4:
        assert child.poll() is None
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert checkpoints.find(PART) is None
    done = partial_path(PART).stat().st_size
    assert done > 0.35 * LOCATION_BYTES
    server.seconds_per_piece = 0.0
    forget_requests(server)
    checkpoints.download(PART)
    assert_location_is_there()
    assert server.sent < LOCATION_BYTES - done + 80_000


def test_a_partial_file_with_a_gap_is_fetched_again_from_there(server, eager_reports):
    with pytest.raises(Cancelled):
        checkpoints.download(PART, reporter=cancelled_at(0.8))
    partial = partial_path(PART)
    with partial.open("r+b") as file:
        file.seek(600_000)
        file.write(bytes(1000))
    checkpoints.download(PART)
    assert_location_is_there()


def test_two_downloads_of_the_same_do_not_mix(server):
    server.seconds_per_piece = 0.01
    second: list[str] = []

    def start_another(fraction, text, eta_s):
        if fraction > 0.2 and not second:
            with pytest.raises(CheckpointError) as caught:
                checkpoints.download(PART)
            second.append(caught.value.message)

    checkpoints.download(PART, reporter=Reporter(start_another))
    assert second == ["SatCLIP ResNet18 L10 is being downloaded or imported already."]
    assert_location_is_there()


def test_too_little_room_is_said_before_anything_travels(server, monkeypatch):
    monkeypatch.setattr("engine.files.DISK_RESERVE_BYTES", 10**18)
    error = refusal()
    assert error.code == "disk"
    assert "free" in error.message
    assert server.sent < 80_000


def test_a_disk_that_gets_full_is_said_and_the_download_goes_on_later(server, monkeypatch):
    append, written = downloads._append, []

    def full(file, piece):
        written.append(len(piece))
        if sum(written) > 2_000_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        append(file, piece)

    monkeypatch.setattr(downloads, "_append", full)
    error = refusal()
    assert error.code == "disk"
    assert "full" in error.message
    monkeypatch.setattr(downloads, "_append", append)
    forget_requests(server)
    checkpoints.download(PART)
    assert_location_is_there()
    assert server.sent < LOCATION_BYTES - 1_000_000


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 5 MB."""
    (tmp_path / "disk").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=5M", "tmpfs", str(tmp_path / "disk")], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("may not mount a small disk")
    yield tmp_path / "disk"
    subprocess.run(["umount", str(tmp_path / "disk")], check=True)


def test_a_disk_that_is_full_when_the_weights_are_kept_is_said(server, small_disk, monkeypatch):
    monkeypatch.setenv("LANDPRINT_HOME", str(small_disk))
    monkeypatch.setattr("engine.files.DISK_RESERVE_BYTES", -(10**9))
    assert refusal().code == "disk"
    assert not list(folder().glob(".*.partial.safetensors"))


def test_a_folder_that_cannot_be_made_is_said(server, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("LANDPRINT_HOME", str(tmp_path / "file"))
    with pytest.raises(OutputError, match=r"Nothing can be written to .*Choose another cache folder"):
        checkpoints.download(PART)
