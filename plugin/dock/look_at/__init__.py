"""The section *Look at*: a layer, its sensor and an encoder become an embedding layer."""
