"""Sessions with the fake engine, in folders of their own."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from pathlib import Path

import pytest
from landprint.plugin.client.environment import EngineEnvironment
from landprint.plugin.client.session import Session

from tests.places import ROOT

HERE = Path(__file__).resolve().parent


def plugin_folder(root: Path) -> Path:
    """A plugin's folder whose engine is the fake one."""
    package = root / "engine"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    shutil.copy(ROOT / "engine" / "messages.py", package)
    shutil.copy(HERE / "fake_engine.py", package / "__main__.py")
    return root


@pytest.fixture
def environment(tmp_path) -> EngineEnvironment:
    return EngineEnvironment(python=Path(sys.executable), root=plugin_folder(tmp_path / "a folder with é and 雪"))


@pytest.fixture
def session(environment):
    with Session(lambda: environment) as session:
        yield session


@pytest.fixture(autouse=True)
def no_thread_left():
    """Every test ends without a thread of the client."""
    yield
    deadline = time.monotonic() + 5
    while names := [thread.name for thread in threading.enumerate() if thread.name.startswith("landprint")]:
        assert time.monotonic() < deadline, names
        time.sleep(0.01)
