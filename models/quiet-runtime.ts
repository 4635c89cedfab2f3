/**
 * onnxruntime reports every process and session to its makers, unless this stands in the environment of the process before its
 * first session. Threads have a copy of the environment: whoever starts them imports this too.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
