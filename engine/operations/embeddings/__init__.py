"""The operations on embedding rasters."""
