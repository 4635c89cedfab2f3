import './quiet-runtime.ts';
import { argv, exit } from 'node:process';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** An ONNX model of one node, y = x + x over float32 [1], opset 13. */
const PROBE_MODEL = 'CAg6OQoOCgF4CgF4EgF5IgNBZGQSBXByb2JlWg8KAXgSCgoICAESBAoCCAFiDwoBeRIKCggIARIECgIIAUIECgAQDQ==';

const session = await InferenceSession.create(Buffer.from(PROBE_MODEL, 'base64'), {
  executionProviders: [argv[2] ?? 'cpu'],
  logSeverityLevel: 4,
});
const { y } = await session.run({ x: new Tensor('float32', [2], [1]) });
exit(y?.data[0] === 4 ? 0 : 1);
