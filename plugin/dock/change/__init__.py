"""The section *Change*: where two embedding layers differ."""
