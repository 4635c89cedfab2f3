"""Training of Docket's specialist models: base weights in, calibrated int8 ONNX packages out."""

import os

# onnxruntime reports every process and session to its makers, unless this is set before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
