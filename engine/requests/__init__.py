"""What operations can be asked for: how a request is declared and checked, and what several operations share."""
