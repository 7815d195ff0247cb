"""Setting up the engine from the dock."""
