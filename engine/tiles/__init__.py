"""Areas too large for one run: a job of tiles, which many processes and machines embed, and their index."""
