"""What runs inside QGIS: layers, widgets, Processing, and the client of the engine."""
