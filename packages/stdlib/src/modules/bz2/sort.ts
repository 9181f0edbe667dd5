// The Burrows-Wheeler transform's sorting: all rotations of a block in order.
//
// By doubling: when the rotations are in the order of their first h bytes, and each knows the place of its class in it, a
// stable pass by the class of the rotation h further on gives the order of the first 2h. Two bytes to begin with; it ends
// when every class has one member, or when whole rotations were compared, where equal ones may stand as they like.

/** The places where the rotations of `block[0..n)` begin, in their order. */
export function sortRotations(block: Uint8Array, n: number): Int32Array {
  let order = new Int32Array(n)
  let spare = new Int32Array(n)
  let ranks = new Int32Array(n)
  let nextRanks = new Int32Array(n)
  const starts = new Int32Array(Math.max(n, 65536) + 1)

  // The first two bytes, counted.
  const key = (i: number): number => (block[i] << 8) | block[i + 1 === n ? 0 : i + 1]
  for (let i = 0; i < n; i++) starts[key(i) + 1]++
  for (let k = 0; k < 65536; k++) starts[k + 1] += starts[k]
  for (let i = 0; i < n; i++) ranks[i] = starts[key(i)]
  for (let i = 0; i < n; i++) order[starts[key(i)]++] = i

  for (let h = 2; h < n; h *= 2) {
    // A class's rank is the place of its first member, so that it is also where the class is filled from.
    for (let i = 0; i < n; i++) starts[i] = i
    for (let k = 0; k < n; k++) {
      const i = order[k] >= h ? order[k] - h : order[k] - h + n
      spare[starts[ranks[i]]++] = i
    }
    ;[order, spare] = [spare, order]
    let isDone = true
    let rank = 0
    nextRanks[order[0]] = 0
    for (let k = 1; k < n; k++) {
      const a = order[k - 1]
      const b = order[k]
      if (ranks[a] !== ranks[b] || ranks[a + h < n ? a + h : a + h - n] !== ranks[b + h < n ? b + h : b + h - n])
        rank = k
      else isDone = false
      nextRanks[b] = rank
    }
    ;[ranks, nextRanks] = [nextRanks, ranks]
    if (isDone) break
  }
  return order
}
