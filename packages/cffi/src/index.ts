/**
 * C declarations, layouts and calls without Python objects: nothing stands here yet. `_cffi_backend` and `_ctypes` in the
 * stdlib package will stand on it.
 */
export {}
