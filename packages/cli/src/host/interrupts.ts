// The meeting point of blocking calls and signals: a call that may block makes sure first that Ctrl-C is noted.
//
// Installing the signal handler needs koffi, which a program of a few milliseconds does not pay for: see signals.ts.

export const interrupts = {
  /** Whether SIGINT is to be noted but the handler is not installed yet. */
  waiting: false,
  /** Installs the handler. */
  arm: (): void => {},
}

/** Called before a call that may block. */
export function mayBlock(): void {
  if (interrupts.waiting) interrupts.arm()
}
