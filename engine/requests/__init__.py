"""Requests: how they are declared and checked, and the parameters that several operations share."""
