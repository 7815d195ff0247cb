"""What can be asked of embedding rasters."""
