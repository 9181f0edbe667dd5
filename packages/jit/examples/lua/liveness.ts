/**
 * Which registers an instruction's future still reads. What a loop carries round and what a guard hands back are the live registers alone; the
 * rest would keep boxes alive that nobody wants.
 */
import { FORMATS, OP, WIDTH } from './opcodes.ts'

/** The live registers before each instruction, in ascending order. */
export function liveness(code: Int32Array): number[][] {
  const count = code.length / WIDTH
  const live: Set<number>[] = Array.from({ length: count }, () => new Set<number>())
  for (let changed = true; changed;) {
    changed = false
    for (let i = count - 1; i >= 0; i--) {
      const now = new Set<number>()
      const opcode = code[i * WIDTH]
      if (opcode !== OP.RETURN && opcode !== OP.JUMP && opcode !== OP.LOOP) for (const r of live[i + 1]) now.add(r)
      ;[...FORMATS[opcode]].forEach((kind, k) => {
        if (kind === 'w') now.delete(code[i * WIDTH + 1 + k])
        if (kind === 'j') for (const r of live[code[i * WIDTH + 1 + k] / WIDTH]) now.add(r)
      })
      ;[...FORMATS[opcode]].forEach((kind, k) => {
        const operand = code[i * WIDTH + 1 + k]
        if (kind === 'r') now.add(operand)
        if (kind === 'c') for (let r = operand; r <= operand + code[i * WIDTH + 2 + k]; r++) now.add(r)
      })
      if (now.size !== live[i].size) {
        live[i] = now
        changed = true
      }
    }
  }
  return live.map((set) => [...set].sort((a, b) => a - b))
}
