"""Scenes that are opened in the dock, and a user's own sensor."""
