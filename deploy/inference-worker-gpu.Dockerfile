# The inference worker for NVIDIA GPUs (linux/amd64).
#
# The npm package onnxruntime-node carries the CPU build alone. The libraries of the CUDA provider come from the PyPI wheel
# onnxruntime-gpu of the same version, which is built against CUDA 13 and cuDNN 9. The base image brings cudart, cuBLAS,
# cuFFT, cuRAND, NVRTC and cuDNN; the host brings its driver (580 or newer: libcuda.so.1) and the NVIDIA container toolkit.
# The worker probes cuda, then webgpu, then cpu, and says which it uses. Where models are to run in float16, make their
# networks before the build: `docket-train fp16 NAME --version VERSION`.
FROM python:3.12-slim-bookworm AS cuda-provider
ARG ONNXRUNTIME_VERSION=1.30.0
RUN pip download --no-cache-dir --no-deps --only-binary :all: --dest /wheel "onnxruntime-gpu==${ONNXRUNTIME_VERSION}" \
  && python -m zipfile -e /wheel/*.whl /wheel/content \
  && mkdir /provider \
  && cp /wheel/content/onnxruntime/capi/libonnxruntime_providers_cuda.so \
    /wheel/content/onnxruntime/capi/libonnxruntime_providers_shared.so /provider/

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN ONNXRUNTIME_NODE_INSTALL=skip npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund --ignore-scripts
COPY --from=cuda-provider /provider/ ./node_modules/onnxruntime-node/bin/napi-v6/linux/x64/

FROM nvidia/cuda:13.0.1-cudnn-runtime-ubuntu22.04
ENV NODE_ENV=production DOCKET_DATA_DIR=/var/lib/docket DOCKET_HOST=0.0.0.0 \
  DOCKET_PROVIDERS=cuda,webgpu,cpu DOCKET_INFERENCE_METRICS_PORT=9464
WORKDIR /app
COPY --from=build /usr/local/bin/node /usr/local/bin/node
# The same user id as in the other images: they share the blobs volume.
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node node \
  && mkdir -p /var/lib/docket/blobs && chown -R node:node /var/lib/docket
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/models/weights ./models/weights
USER node
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/workers/inference-worker.js"]
