"""What all tests share: on a continuous integration that has the real data, a test may not miss it."""

from __future__ import annotations

import os

import pytest

from tests.places import DATA_ROOT, ROOT

MUST_HAVE_DATA = os.environ.get("CI") == "true" and DATA_ROOT.is_dir()


def _forbid_missing_data(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip for missing real data into a failure."""
    if MUST_HAVE_DATA and report.skipped and "LANDPRINT_DATA" in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: skipped, although {DATA_ROOT} is there: {report.longrepr}"


@pytest.fixture(scope="session")
def olinda():
    """The demo's scene, which `make test` takes from the distribution: real imagery on every machine."""
    scene = ROOT / "build" / "demo" / "olinda.tif"
    if not scene.exists():
        pytest.skip("needs the demo's scene (make demo)")
    return scene


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    _forbid_missing_data(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    report = yield
    _forbid_missing_data(report)
    return report
