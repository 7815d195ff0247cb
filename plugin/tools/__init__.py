"""Map tools and what they draw on the canvas."""
