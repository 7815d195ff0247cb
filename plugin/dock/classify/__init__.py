"""The page *from my examples*: named classes of examples become a class map."""
