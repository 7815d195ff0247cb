"""A small share of the campaign; `make faults` runs all of it."""

from __future__ import annotations

import pytest

from tests.faults import campaign
from tests.faults.table import Table

SEED = 7
SHARES = {"files": 0.05, "requests": 0.1, "commands": 0.1, "hub": 0.05, "disks": 0.09, "kills": 0.07}


@pytest.mark.parametrize("part", SHARES)
def test_no_fault_is_found(tmp_path, part):
    table = Table(tmp_path / "kept")
    campaign.run(table, tmp_path / "campaign", SHARES[part], SEED, (part,))
    assert not table.failures, "\n".join([*table.failures, table.text()])
    assert sum(row.tried for row in table.rows.values()) > 5 or part == "disks"
