// The flags that machine code sets and the interpreter looks at: signals by their number, and what V8 tells of its heap.

/** Index of the wakeup descriptor in the flags; -1 there means none. */
export const WAKEUP = 70
/** How often V8 collected, how often the heap was near its limit, and the limit that is wanted (8 bytes). */
export const COLLECTED = 72
export const NEAR = 73
export const WANTED = 74

/** In a buffer of its own, which V8 does not move: machine code has its address. The first is set when any other is. */
export const flags = new Int32Array(new ArrayBuffer(4 * 80))
flags[WAKEUP] = -1
