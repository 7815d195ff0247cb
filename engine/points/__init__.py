"""Vector points: read, embedded, sampled and written."""
