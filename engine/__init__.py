"""Landprint's engine: embeddings, similarity and clusters, without QGIS, in a process of its own."""

VERSION = "0.1.0"
