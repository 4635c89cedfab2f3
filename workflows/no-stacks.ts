/**
 * Loaded once for all workflows of a worker. The SDK takes a stack trace at each promise of a workflow, for its query
 * `__stack_trace`, and looks up every frame in the source map: measured, a third of the CPU of a short workflow. A failure
 * is told by its code and message here, so the frames are left out.
 */
Error.stackTraceLimit = 0;
