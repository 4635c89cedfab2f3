"""In which precision a training step runs."""

import torch


def training_precision() -> torch.autocast:
    """bfloat16 where the CPU multiplies it itself; elsewhere it would be emulated, eight times slower than float32."""
    capabilities = torch.cpu.get_capabilities()
    native = bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))
    return torch.autocast("cpu", torch.bfloat16, enabled=native)
