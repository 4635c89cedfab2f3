# The inference worker for NVIDIA GPUs (linux/amd64).
#
# The npm package onnxruntime-node carries the CPU build alone. Three libraries of the CUDA provider
# (libonnxruntime_providers_{cuda,shared,tensorrt}.so, built against CUDA 12 and cuDNN 9) come from the NuGet package
# Microsoft.ML.OnnxRuntime.Gpu.Linux of the same version; its install script fetches them into
# node_modules/onnxruntime-node/bin/napi-v6/linux/x64. Where NuGet is out of reach, put the three files of that package
# there before the build. The base image brings cudart, cuBLAS, cuFFT, cuRAND and cuDNN; the host brings its driver
# (525 or newer) and the NVIDIA container toolkit. The worker probes cuda, then webgpu, then cpu, and says which it uses.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN ONNXRUNTIME_NODE_INSTALL=skip npm ci --no-audit --no-fund \
  && node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12 \
  && test -f node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund --ignore-scripts

FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu22.04
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
