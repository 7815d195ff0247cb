"""The places that are looked for: clicked, typed, dragged and drawn."""
