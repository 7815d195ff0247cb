"""The weights of all encoders and what interrupted runs have left, in a dialog."""
