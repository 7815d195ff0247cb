"""The dialog of the diagnosis: QGIS, engine, packages and weights, with remedies."""
