"""Tests of the package tiles."""
