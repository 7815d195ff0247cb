"""What is there and what is wrong, in a dialog."""
