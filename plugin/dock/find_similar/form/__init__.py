"""The section's widgets."""
