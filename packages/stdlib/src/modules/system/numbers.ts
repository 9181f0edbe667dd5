// Numbers of the system that several modules need and that are the same on every platform we know.
export const EINTR = 4
export const EBADF = 9

export const SIGINT = 2
