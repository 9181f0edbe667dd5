/**
 * Garbage collectors over a model of a heap: nothing stands here yet. Python objects live on the host's heap, and this
 * package will hold collectors that know nothing of Python, to study and to test against one another.
 */
export {}
