"""What satellite scenes are made of: the files of products, the classes of their masks, STAC items."""
