// Lengths of Huffman codes, as bzip2 finds them. A tree of equal frequencies can be built in several ways; which one it is
// follows from the order in which a binary heap gives up equal weights, and that shows in the file.

/** A node's weight: its frequency above eight bits of depth. */
function together(a: number, b: number): number {
  const frequency = (a >>> 8) + (b >>> 8)
  return ((frequency << 8) | (1 + Math.max(a & 255, b & 255))) >>> 0
}

/** Lengths of a code for symbols of these frequencies, none longer than `longest`. */
export function codeLengths(frequencies: Int32Array, count: number, longest: number, lengths: Uint8Array): void {
  const weights = new Uint32Array(count * 2)
  const parents = new Int32Array(count * 2)
  const heap = new Int32Array(count + 2)
  const scaled = frequencies.slice(0, count)
  for (;;) {
    let size = 0
    const rise = (node: number): void => {
      let at = ++size
      // Node 0 at place 0 stops the way up: its weight is 0.
      while (at > 1 && weights[node + 1] < weights[heap[at >> 1] + 1]) {
        heap[at] = heap[at >> 1]
        at >>= 1
      }
      heap[at] = node
    }
    const smallest = (): number => {
      const top = heap[1]
      const node = heap[size--]
      let at = 1
      for (;;) {
        let child = at * 2
        if (child > size) break
        if (child < size && weights[heap[child + 1] + 1] < weights[heap[child] + 1]) child++
        if (weights[node + 1] < weights[heap[child] + 1]) break
        heap[at] = heap[child]
        at = child
      }
      heap[at] = node
      return top
    }

    parents.fill(-1)
    for (let s = 0; s < count; s++) {
      weights[s + 1] = Math.max(scaled[s], 1) << 8
      rise(s)
    }
    let nodes = count
    while (size > 1) {
      const a = smallest()
      const b = smallest()
      parents[a] = parents[b] = nodes
      weights[nodes + 1] = together(weights[a + 1], weights[b + 1])
      rise(nodes++)
    }

    let tooLong = false
    for (let s = 0; s < count; s++) {
      let length = 0
      for (let node = s; parents[node] >= 0; node = parents[node]) length++
      lengths[s] = length
      if (length > longest) tooLong = true
    }
    if (!tooLong) return
    for (let s = 0; s < count; s++) scaled[s] = 1 + (Math.max(scaled[s], 1) >> 1)
  }
}
