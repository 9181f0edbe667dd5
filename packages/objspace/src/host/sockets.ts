// Sockets and waiting for descriptors. Addresses are raw `sockaddr` bytes: the socket module gives them their meaning.

/** What getaddrinfo tells. */
export interface AddressInfo {
  readonly family: number
  readonly type: number
  readonly protocol: number
  readonly canonicalName: string
  readonly address: Uint8Array
}

/** A descriptor and its events, as for poll. */
export interface Polled {
  readonly fd: number
  readonly events: number
}

export interface Sockets {
  socket(family: number, type: number, protocol: number): number
  socketpair(family: number, type: number, protocol: number): [number, number]
  bind(fd: number, address: Uint8Array): void
  listen(fd: number, backlog: number): void
  /** The new descriptor and the peer's address. */
  accept(fd: number): [number, Uint8Array]
  connect(fd: number, address: Uint8Array): void
  shutdown(fd: number, how: number): void
  send(fd: number, from: Uint8Array, flags: number): number
  recv(fd: number, into: Uint8Array, flags: number): number
  sendto(fd: number, from: Uint8Array, flags: number, address: Uint8Array): number
  recvfrom(fd: number, into: Uint8Array, flags: number): [number, Uint8Array]
  /** `control` is the raw ancillary data. */
  sendmsg(
    fd: number,
    from: readonly Uint8Array[],
    control: Uint8Array,
    flags: number,
    address: Uint8Array | null,
  ): number
  recvmsg(
    fd: number,
    into: readonly Uint8Array[],
    control: Uint8Array,
    flags: number,
  ): { count: number; controlLength: number; flags: number; address: Uint8Array }
  getsockopt(fd: number, level: number, option: number, size: number): Uint8Array
  setsockopt(fd: number, level: number, option: number, value: Uint8Array): void
  getsockname(fd: number): Uint8Array
  getpeername(fd: number): Uint8Array
  /** Fails with an OSFailure whose errno is the EAI code, negative. */
  getaddrinfo(
    host: string | null,
    service: string | null,
    family: number,
    type: number,
    protocol: number,
    flags: number,
  ): AddressInfo[]
  getnameinfo(address: Uint8Array, flags: number): [string, string]
  /** Text of an EAI code. */
  addressError(code: number): string

  /** Waits for events; `timeout` in milliseconds, negative for ever. Gives the events that happened, in the order of the descriptors. */
  poll(polled: readonly Polled[], timeout: number): number[]
  epollCreate(): number
  /** op: 1 add, 2 delete, 3 modify. */
  epollControl(epfd: number, op: number, fd: number, events: number): void
  epollWait(epfd: number, max: number, timeout: number): Polled[]
}
