"""A setting under More is one row of the table: nothing else has to know of it."""

from __future__ import annotations

from functools import partial

import pytest
from landprint.plugin.dock.look_at.form import more
from landprint.plugin.dock.look_at.form.settings import DECLARED, DTYPES, POOLS, RASTER, RUNTIMES, SETTINGS, Setting
from landprint.plugin.dock.widgets.controls import choice

from tests.plugin.dock.stage import choose, last, press, setting

ORDERS = {"lat,lon": "latitude first", "lon,lat": "longitude first"}


@pytest.fixture
def toy(monkeypatch):
    """One row more, of a parameter that the dock does not offer."""
    row = Setting(
        "latlon_order",
        "Order",
        "Which coordinate comes first",
        partial(choice, ORDERS),
        lambda encoder: encoder.name == "clay-v1.5",
        requests=RASTER,
        header="{text}",
    )
    monkeypatch.setattr(more, "SETTINGS", (*SETTINGS, row))


def test_a_row_is_shown_named_in_the_header_and_asked_of_its_encoders(qtbot, toy, weights, offered, session):
    offered.look_at.disclosure.header.setChecked(True)
    choose(offered, "galileo-nano")
    assert not setting(offered, "LatlonOrder").isVisible()
    choose(offered, "clay-v1.5")
    assert setting(offered, "LatlonOrder").isVisible()
    assert setting(offered, "LatlonOrder").toolTip() == "Which coordinate comes first"
    setting(offered, "LatlonOrder").setCurrentIndex(1)
    assert offered.look_at.disclosure.header.text() == "More  longitude first"
    press(qtbot, offered, "landprintAreaWhole")
    qtbot.waitUntil(lambda: last(session, "estimate_embedding").get("latlon_order") == "lon,lat")
    choose(offered, "galileo-nano")
    qtbot.waitUntil(lambda: last(session, "estimate_embedding")["encoder"] == "galileo-nano")
    assert "latlon_order" not in last(session, "estimate_embedding")


@pytest.mark.parametrize(("name", "titles"), [("dtype", DTYPES), ("pool", POOLS), ("runtime", RUNTIMES)])
def test_every_choice_of_the_engine_has_a_title(name, titles):
    assert tuple(titles) == DECLARED[name].choices
    assert DECLARED[name].default == DECLARED[name].choices[0]


@pytest.mark.parametrize("row", [row for row in SETTINGS if row.requests], ids=lambda row: row.name)
def test_every_setting_is_a_parameter_of_the_engine(row):
    assert row.name in DECLARED
