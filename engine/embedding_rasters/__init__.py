"""Embedding rasters of Landprint's and of others: how they are read, written, described and compared."""
