"""What the user sees: the dock, its sections and their widgets. They show and emit; use cases connect them."""
