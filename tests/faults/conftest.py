"""What the named cases share."""

from __future__ import annotations

import pytest

from tests.faults.corpus import make_corpus
from tests.faults.serving import Engine


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The folder of the corpus's cases."""
    folder = tmp_path_factory.mktemp("faults") / "corpus"
    make_corpus(folder)
    return folder


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine, as QGIS starts it."""
    with Engine(tmp_path_factory.mktemp("engine") / "home") as running:
        yield running
