"""The engine's own environment: what it takes, how it is fetched, built, tested and removed; free of Qt."""
