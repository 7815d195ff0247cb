"""What the algorithms of the toolbox share."""
