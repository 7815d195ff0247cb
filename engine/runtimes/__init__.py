"""What runs a model: torch or ONNX Runtime, in which precision, on which device."""
