// Strings without their parts. V8 makes of `a + b` a node that holds both, 32 bytes beside the parts, until somebody looks at a character;
// a text that is kept as a tree of such nodes takes several times its room, and collecting young objects copies every node. So what was
// put together for keeping is made one run of characters: results of formatting at once, a text that grows whenever it is a quarter
// longer, which copies each character some six times.

/** V8 copies shorter ones at once. */
const SHORTEST_NODE = 13
/** Texts that grow are left alone up to here. */
const SHORT = 256

/** The character that was looked at last: kept, so that V8 does look. */
export let unit = 0

/** The same string as one run of characters. */
export function flat(s: string): string {
  if (s.length >= SHORTEST_NODE) unit = s.charCodeAt(0)
  return s
}

/** `a + b`. */
export function concatRaw(a: string, b: string): string {
  const s = a + b
  const n = s.length
  if (n < SHORT) return s
  const step = 29 - Math.clz32(n)
  const longer = a.length > b.length ? a.length : b.length
  if (longer >>> step !== n >>> step) unit = s.charCodeAt(0)
  return s
}
