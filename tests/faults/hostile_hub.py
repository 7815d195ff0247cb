"""Downloads from a hub that answers in odd ways, and again when it has come to its senses."""

from __future__ import annotations

import contextlib
import os
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest import mock

from engine.encoders.catalogue import find_part
from engine.errors import UserError
from engine.weights import checkpoints, hub
from engine.weights.cache import checkpoint_folder
from tests.engine.weights.hub_server import COMMIT, Hub, running_hub
from tests.engine.weights.torch_files import satclip_arrays, write_checkpoint
from tests.faults.mutations import TEXTS, damaged, plain
from tests.faults.table import Table

PART = find_part("satclip-resnet18-l10")
KEY = ("microsoft/SatCLIP-ResNet18-L10", "satclip-resnet18-l10.ckpt")
STATUSES = (200, 204, 206, 301, 302, 307, 308, 400, 401, 403, 404, 407, 410, 412, 416, 429, 500, 503, 599)
HEADERS = (
    *("Location", "Retry-After", "X-Linked-Size", "X-Linked-Etag", "X-Repo-Commit", "Content-Length", "ETag"),
    *(
        "Content-Range",
        "Content-Encoding",
        "Transfer-Encoding",
        "X-Error-Code",
        "X-Error-Message",
        "Link",
        "X-Xet-Hash",
    ),
)
SECONDS = 20.0


@contextlib.contextmanager
def impatient_client(folder: Path) -> Iterator[None]:
    """A client that waits shortly, and has no settings of the machine's own."""
    from huggingface_hub import constants
    from huggingface_hub.utils import close_session

    environment = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    environment |= {"HF_HOME": str(folder / "hub"), "LANDPRINT_HOME": str(folder / "home"), "NO_PROXY": "127.0.0.1"}
    with contextlib.ExitStack() as patches:
        patches.enter_context(mock.patch.dict(os.environ, environment, clear=True))
        for module, name, value in (
            *((hub, name, 0.01) for name in ("FIRST_PAUSE_S", "LONGEST_PAUSE_S")),
            (hub, "STALL_S", 0.3),
            (hub, "LONGEST_WAIT_S", 0.5),
            (constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.3),
            (constants, "HF_HUB_ETAG_TIMEOUT", 0.3),
            (constants, "HF_TOKEN_PATH", str(folder / "no-token")),
        ):
            patches.enter_context(mock.patch.object(module, name, value))
        close_session()
        try:
            yield
        finally:
            close_session()


def misbehave(server: Hub, published: Path, random: Random) -> None:
    """One or two odd ways, seeded."""
    for _ in range(random.choice((1, 1, 2))):
        way = random.randrange(10)
        if way == 0:
            published.write_bytes(damaged("w.ckpt", published.read_bytes(), random))
        elif way == 1:
            server.drops = [random.randrange(200_000) for _ in range(random.choice((1, 3, 40)))]
        elif way == 2:
            server.drip_after = random.randrange(100_000)
        elif way == 3:
            server.content_range = plain(b"bytes 0-99/1000", random).decode("latin-1").translate(NO_BREAKS)
        elif way == 4:
            server.encoding = random.choice(("gzip", "br", "identity", "x", ""))
        elif way == 5:
            server.commit = "e" * 40
        else:
            faults = random.choice((server.hub_faults, server.storage_faults))
            answer = (random.choice(STATUSES), {name: odd_header(random) for name in random.sample(HEADERS, 3)})
            faults += [answer] * random.choice((1, 3, 200))


NO_BREAKS = {ord(character): None for character in "\r\n"}


def odd_header(random: Random) -> str:
    """A header's value, of bytes that may stand in one."""
    good = random.choice((b"http://127.0.0.1:9/x", b"120", b'"abc"', b"5bfb3c7a" * 5, b"bytes 0-9/10", b"gzip"))
    value = random.choice((plain(good, random), random.choice(TEXTS)))
    return value.decode("latin-1").translate(NO_BREAKS)


def try_downloads(table: Table, folder: Path, count: int, seed: int) -> None:
    """``count`` downloads that go wrong, each followed by one that goes well."""
    folder.mkdir(parents=True)
    row = table["hub"]
    good = folder / "good.ckpt"
    write_checkpoint(good, satclip_arrays(capacity=96), {"legendre_polys": 10})
    expected = {name: array.tobytes() for name, array in satclip_arrays("", capacity=96).items()}
    for number in range(count):
        random = Random(f"{seed} hub {number}")
        published = folder / "published.ckpt"
        published.write_bytes(good.read_bytes())
        with running_hub({KEY: published}) as server, impatient_client(folder / str(number)):
            os.environ["HF_ENDPOINT"] = server.endpoint
            misbehave(server, published, random)
            row.tried += 1
            begin = time.monotonic()
            try:
                checkpoints.download(PART)
                (checkpoint_folder() / "revisions.json").unlink()  # its commit was accepted, too
            except UserError as error:
                if not error.hint:
                    row.fail("no hint", f"hub {number}: {error}")
            except Exception:  # noqa: BLE001 - what is looked for
                row.fail("traceback", f"hub {number}: {traceback.format_exc()[-600:]}")
            if time.monotonic() - begin > SECONDS:
                row.fail("hang", f"hub {number}")
            _come_to_senses(server, good, published)
            try:
                checkpoints.remove(PART)
                weights = checkpoints.load(checkpoints.download(PART))
            except Exception as error:  # noqa: BLE001 - the same
                row.fail("other", f"hub {number}: not even afterwards: {error}")
                continue
            if any(weights.tensors[name].tobytes() != content for name, content in expected.items()):
                row.fail("differs", f"hub {number}")
            left = [path.name for path in checkpoint_folder().iterdir() if path.suffix in {".partial", ".journal"}]
            if left:
                row.fail("left", f"hub {number}: {left}")


def _come_to_senses(server: Hub, good: Path, published: Path) -> None:
    published.write_bytes(good.read_bytes())
    server.drops, server.drip_after, server.content_range, server.encoding = [], None, None, None
    server.hub_faults, server.storage_faults, server.commit = [], [], COMMIT
