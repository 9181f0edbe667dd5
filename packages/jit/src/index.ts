/**
 * A tracing just-in-time compiler that knows no Python: nothing stands here yet. It will hold the intermediate
 * representation of traces, the optimiser's passes, the backends and the policy of what is traced when.
 */
export {}
