"""Training of Docket's specialist models: base weights in, calibrated int8 ONNX packages out."""
