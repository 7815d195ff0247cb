"""Encoders: the models, and what a user needs to know to choose one."""
