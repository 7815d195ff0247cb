"""The section's widgets and settings."""
