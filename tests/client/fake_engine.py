"""A small engine for the tests of the client: it speaks the real messages, and misbehaves when it is asked to.

Run as ``python -m engine serve``; the tests put it into a folder of its own as ``engine/__main__.py``.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time

from engine.messages import MAX_LINE_BYTES, Cancel, Failure, Hello, Message, Progress, Request, Result, decode, encode

WIRE = os.dup(1)
os.dup2(2, 1)
CANCELLED: set[int] = set()
LOG: list[str] = []


def send(message: Message) -> None:
    write(encode(message))


def write(data: bytes) -> None:
    while data:
        data = data[os.write(WIRE, data) :]


def answer(request: Request) -> None:
    LOG.append(f"start {request.params.get('name', request.id)}")
    value = globals()[f"do_{request.method}"](request, **request.params)
    send(value if isinstance(value, Failure) else Result(request.id, value))


def do_echo(request, **params):
    return params


def do_log(request):
    return LOG


def do_pid(request):
    return os.getpid()


def do_where(request):
    return {
        "environment": dict(os.environ),
        "prefix": sys.prefix,
        "path": sys.path,
        "cwd": os.getcwd(),  # noqa: PTH109 - as the child sees it
        "utf8": sys.flags.utf8_mode,
        "user_site": sys.flags.no_user_site,
        "argv": sys.argv[1:],
        "process_group": os.getpgid(0),
    }


def do_steps(request, count, seconds=0.01, name=""):
    for number in range(count):
        if request.id in CANCELLED:
            return Failure(request.id, "cancelled", "Cancelled.")
        time.sleep(seconds)
        send(Progress(request.id, (number + 1) / count, "Step", (count - number - 1) * seconds))
    return count


def do_refuse(request):
    return Failure(request.id, "outside", "The point lies outside the raster.", "Pick inside its outline.", "x=1")


def do_deaf(request):
    time.sleep(60)


def do_crash(request):
    sys.stderr.write("the last line é\n")
    sys.stderr.flush()
    os._exit(7)


def do_abort(request):
    os.abort()


def do_garble(request):
    print("a print on stdout")
    os.write(1, b"a C library's print\n")
    write(b"not JSON \xff\n")
    write(b'{"kind":"result","id":999,"value":"somebody else\'s"}\n')
    write(b'{"kind":"unheard of"}\n[1]\n')
    return "fine"


def do_shout(request):
    sys.stderr.write("a line of noise that fills the pipe\n" * 20_000)
    return "fine"


def do_long_line(request, size):
    return "x" * size


def do_endless_line(request):
    write(b"x" * (MAX_LINE_BYTES + 2))
    time.sleep(60)


def do_close_wire(request, seconds=60):
    os.close(WIRE)
    time.sleep(seconds)
    os._exit(7)


def work(requests: queue.Queue) -> None:
    while True:
        answer(requests.get())


def main() -> None:
    start = os.environ.get("LANDPRINT_FAKE_START", "")
    if start == "no hello":
        time.sleep(60)
    if start == "dies":
        sys.exit("No module named 'torch'")
    send(Hello("0.0.fake", protocol=99) if start == "other protocol" else Hello("0.0.fake"))
    requests: queue.Queue = queue.Queue()
    threading.Thread(target=work, args=(requests,), daemon=True).start()
    stdin = sys.stdin.buffer
    while line := stdin.readline(MAX_LINE_BYTES + 1):
        message = decode(line)
        if isinstance(message, Cancel):
            CANCELLED.add(message.id)
        else:
            requests.put(message)
    while os.environ.get("LANDPRINT_FAKE_START") == "ignores EOF":
        time.sleep(1)
    os._exit(0)


if __name__ == "__main__":
    main()
