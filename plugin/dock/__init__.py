"""The dock: its sections, their widgets, and the use cases that connect them to the engine."""
