from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from landprint.engine.messages import MAX_LINE_BYTES
from landprint.plugin.client.environment import EngineEnvironment
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.client.session import Session


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(pid: int, seconds: float = 3.0) -> bool:
    deadline = time.monotonic() + seconds
    while is_running(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def test_a_request_gets_its_value(session):
    assert session.request("echo", {"é": [1, None, "雪"]}) == {"é": [1, None, "雪"]}


def test_the_engine_starts_with_the_first_request_only(environment):
    starts = []
    with Session(lambda: starts.append(1) or environment) as session:
        assert not starts
        session.request("echo")
        session.request("echo")
    assert len(starts) == 1


def test_after_a_restart_the_next_request_has_a_new_engine_of_the_environment_of_then(environment):
    starts = []
    with Session(lambda: starts.append(1) or environment) as session:
        pid = session.request("pid")
        assert session.restart().wait(5)
        assert gone(pid)
        assert len(starts) == 1
        session.request("echo")
        session.request("echo")
    assert len(starts) == 2


def test_a_failure_brings_its_sentence_hint_code_and_detail(session):
    with pytest.raises(EngineFailure) as caught:
        session.request("refuse")
    failure = caught.value
    assert (failure.code, failure.detail) == ("outside", "x=1")
    assert str(failure) == "The point lies outside the raster. Pick inside its outline."


def test_progress_arrives_in_order_and_in_the_callers_thread(session):
    seen, threads = [], set()

    def progressed(progress):
        seen.append(progress.fraction)
        threads.add(threading.current_thread())

    assert session.request("steps", {"count": 20}, on_progress=progressed) == 20
    assert seen == [(number + 1) / 20 for number in range(20)]
    assert threads == {threading.current_thread()}


def test_a_progress_that_raises_reaches_the_caller_and_the_session_goes_on(session):
    def progressed(_progress):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        session.request("steps", {"count": 3}, on_progress=progressed)
    assert session.request("echo", {"a": 1}) == {"a": 1}


def test_a_listener_that_raises_in_the_sessions_thread_fails_its_request_only(session):
    def progressed(_progress):
        raise ZeroDivisionError

    pending = session.submit("steps", {"count": 3}, on_progress=progressed)
    with pytest.raises(EngineFailure) as caught:
        pending.result(10)
    assert caught.value.code == "bug"
    assert "ZeroDivisionError" in caught.value.detail
    assert session.request("echo", {"a": 1}) == {"a": 1}


def test_requests_of_many_threads_are_answered_one_after_the_other(session):
    names = [f"r{number}" for number in range(5)]
    pendings = [session.submit("steps", {"count": 3, "name": name}) for name in names]
    assert [pending.result(10) for pending in pendings] == [3] * 5
    assert session.request("log")[:5] == [f"start {name}" for name in names]


def test_submit_does_not_wait(session):
    started = time.monotonic()
    pending = session.submit("steps", {"count": 50})
    pending.cancel()
    assert time.monotonic() - started < 0.05
    with pytest.raises(EngineFailure):
        pending.result(10)


def test_the_end_of_a_request_is_told(session):
    ended = threading.Event()
    ends = []
    session.submit("echo", {"a": 1}, on_done=lambda pending: (ends.append(pending.result()), ended.set()))
    assert ended.wait(10)
    assert ends == [{"a": 1}]


def test_cancel_reaches_a_running_request_and_leaves_the_engine_alive(session):
    pid = session.request("pid")
    pending = session.submit("steps", {"count": 1000})
    time.sleep(0.1)
    started = time.monotonic()
    pending.cancel()
    with pytest.raises(EngineFailure) as caught:
        pending.result(10)
    assert caught.value.is_cancelled
    assert time.monotonic() - started < 0.5
    assert session.request("pid") == pid


def test_a_waiting_request_that_is_cancelled_never_starts(session):
    first = session.submit("steps", {"count": 50, "name": "first"})
    second = session.submit("steps", {"count": 1, "name": "second"})
    third = session.submit("steps", {"count": 1, "name": "third"})
    started = time.monotonic()
    second.cancel()
    with pytest.raises(EngineFailure) as caught:
        second.result(10)
    assert caught.value.is_cancelled
    assert time.monotonic() - started < 0.1
    assert (first.result(10), third.result(10)) == (50, 1)
    assert session.request("log")[:2] == ["start first", "start third"]


def test_a_blocking_request_asks_whether_it_is_cancelled(session):
    started = time.monotonic()
    with pytest.raises(EngineFailure) as caught:
        session.request("steps", {"count": 1000}, is_cancelled=lambda: time.monotonic() - started > 0.3)
    assert caught.value.is_cancelled
    assert time.monotonic() - started < 2


def test_an_engine_that_does_not_answer_a_cancel_is_killed(environment):
    with Session(lambda: environment, cancel_grace_s=0.3) as session:
        pid = session.request("pid")
        pending = session.submit("deaf")
        time.sleep(0.1)
        started = time.monotonic()
        pending.cancel()
        with pytest.raises(EngineFailure) as caught:
            pending.result(10)
        assert caught.value.is_cancelled
        assert 0.3 <= time.monotonic() - started < 2
        assert gone(pid)
        assert session.request("pid") != pid


def test_cancel_after_the_end_changes_nothing(session):
    pending = session.submit("echo", {"a": 1})
    assert pending.result(10) == {"a": 1}
    pending.cancel()
    assert pending.result() == {"a": 1}
    assert session.request("echo") == {}


def test_a_crash_fails_the_request_with_exit_code_and_last_lines(session):
    with pytest.raises(EngineFailure) as caught:
        session.request("crash")
    assert caught.value.code == "died"
    assert "(exit code 7)" in caught.value.message
    assert caught.value.detail == "the last line é"


def test_an_engine_that_closes_its_pipe_before_it_ends_tells_its_own_exit_code(session):
    with pytest.raises(EngineFailure, match=r"exit code 7\)"):
        session.request("close_wire", {"seconds": 0.3})


def test_a_signal_is_told_by_its_number(session):
    with pytest.raises(EngineFailure, match=rf"exit code -{int(signal.SIGABRT)}\)"):
        session.request("abort")


def test_the_next_request_after_a_death_starts_a_new_engine(session):
    pid = session.request("pid")
    waiting = [session.submit("crash"), session.submit("pid")]
    with pytest.raises(EngineFailure):
        waiting[0].result(10)
    assert waiting[1].result(10) not in (None, pid)


def test_an_engine_that_is_killed_while_idle_is_replaced(session):
    pid = session.request("pid")
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    assert session.request("pid") != pid


def test_an_engine_that_is_killed_while_it_works_says_what_may_be_wrong(session):
    pid = session.request("pid")
    pending = session.submit("steps", {"count": 1000})
    time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(EngineFailure) as caught:
        pending.result(10)
    assert caught.value.code == "died"
    assert "memory" in caught.value.hint


def test_a_ctrl_c_for_the_client_is_not_for_the_engine(session):
    assert session.request("where")["process_group"] != os.getpgid(0)


def test_a_garbled_wire_does_no_harm(session):
    assert session.request("garble") == "fine"


def test_noise_on_stderr_does_not_block_the_engine(session):
    assert session.request("shout") == "fine"
    with pytest.raises(EngineFailure) as caught:
        session.request("crash")
    lines = caught.value.detail.splitlines()
    assert lines[-1] == "the last line é"
    assert len(lines) <= 30


def test_a_line_of_eight_megabytes_passes_both_ways(session):
    size = MAX_LINE_BYTES - 200
    assert len(session.request("long_line", {"size": size})) == size
    assert session.request("echo", {"text": "x" * size}) == {"text": "x" * size}


def test_a_request_that_is_too_large_is_refused_before_it_is_sent(session):
    pid = session.request("pid")
    with pytest.raises(EngineFailure, match="too large"):
        session.request("echo", {"text": "x" * MAX_LINE_BYTES})
    assert session.request("pid") == pid


def test_an_answer_that_is_too_long_ends_the_engine_and_says_so(session):
    with pytest.raises(EngineFailure) as caught:
        session.request("endless_line")
    assert caught.value.code == "died"
    assert "came over the wire" in caught.value.detail
    assert session.request("echo") == {}


def test_an_engine_that_lost_its_voice_is_ended(session):
    with pytest.raises(EngineFailure) as caught:
        session.request("close_wire")
    assert caught.value.code == "died"


def test_close_ends_the_engine_by_closing_its_input(environment):
    session = Session(lambda: environment)
    pid = session.request("pid")
    started = time.monotonic()
    session.close()
    assert not is_running(pid)
    assert time.monotonic() - started < 0.5


def test_close_ends_an_engine_that_ignores_it(environment, monkeypatch):
    monkeypatch.setenv("LANDPRINT_FAKE_START", "ignores EOF")
    session = Session(lambda: environment)
    pid = session.request("pid")
    session.close()
    assert not is_running(pid)


def test_close_cancels_what_runs_and_what_waits(environment):
    session = Session(lambda: environment)
    pid = session.request("pid")
    pendings = [session.submit("deaf"), session.submit("echo")]
    time.sleep(0.1)
    session.close()
    for pending in pendings:
        with pytest.raises(EngineFailure) as caught:
            pending.result(1)
        assert caught.value.is_cancelled
    assert not is_running(pid)


def test_a_session_that_was_never_used_closes_without_an_engine():
    def environment():
        raise AssertionError

    Session(environment).close()


def test_a_closed_session_takes_no_request(environment):
    session = Session(lambda: environment)
    session.close()
    with pytest.raises(RuntimeError):
        session.submit("echo")


def test_a_session_may_be_closed_by_its_own_callback(environment):
    session = Session(lambda: environment)
    closed = threading.Event()
    session.submit("echo", on_done=lambda _pending: (session.close(), closed.set()))
    assert closed.wait(10)
    session.close()


def test_without_an_environment_the_failure_says_what_to_do(environment):
    answers = [EngineFailure("setup", "Landprint's engine is not set up yet.", "Run “make setup”.")]

    def found():
        if answers:
            raise answers.pop()
        return environment

    with Session(found) as session:
        with pytest.raises(EngineFailure, match="not set up yet"):
            session.request("echo")
        assert session.request("echo") == {}  # it was set up meanwhile


@pytest.mark.parametrize("content", [None, "not a program"])
def test_a_python_that_does_not_start_is_named(tmp_path, content):
    python = tmp_path / "python"
    if content is not None:
        python.write_text(content)
    environment = EngineEnvironment(python=python, root=tmp_path)
    with Session(lambda: environment) as session, pytest.raises(EngineFailure) as caught:
        session.request("echo")
    assert caught.value.code == "setup"
    assert str(python) in caught.value.message


def test_a_plugin_without_its_engine_is_told_with_the_reason(tmp_path):
    environment = EngineEnvironment(python=Path(sys.executable), root=tmp_path)
    with Session(lambda: environment) as session, pytest.raises(EngineFailure) as caught:
        session.request("echo")
    assert caught.value.code == "setup"
    assert "No module named engine" in caught.value.message


def test_an_engine_that_dies_at_its_start_is_told_with_the_reason(session, monkeypatch):
    monkeypatch.setenv("LANDPRINT_FAKE_START", "dies")
    with pytest.raises(EngineFailure, match="No module named 'torch'") as caught:
        session.request("echo")
    assert caught.value.code == "setup"


def test_an_engine_of_another_protocol_is_refused(session, monkeypatch):
    monkeypatch.setenv("LANDPRINT_FAKE_START", "other protocol")
    with pytest.raises(EngineFailure, match="another version") as caught:
        session.request("echo")
    assert caught.value.code == "protocol"


def test_an_engine_that_never_says_hello_is_given_up(environment, monkeypatch):
    monkeypatch.setenv("LANDPRINT_FAKE_START", "no hello")
    with (
        Session(lambda: environment, hello_grace_s=0.3) as session,
        pytest.raises(EngineFailure, match="did not start") as caught,
    ):
        session.request("echo")
    assert caught.value.code == "setup"


def test_a_request_can_be_cancelled_while_the_engine_starts(session, monkeypatch):
    monkeypatch.setenv("LANDPRINT_FAKE_START", "no hello")
    pending = session.submit("echo")
    time.sleep(0.2)
    started = time.monotonic()
    pending.cancel()
    with pytest.raises(EngineFailure) as caught:
        pending.result(10)
    assert caught.value.is_cancelled
    assert time.monotonic() - started < 0.5
