"""Weights: where they are published, how they are downloaded and cached, how they are read without executing them."""

import os

# Else huggingface_hub's first request asks the hub for a list of coding agents, to name one in the user agent.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
