"""The client of the engine; free of Qt, so that tests and any thread can use it."""
