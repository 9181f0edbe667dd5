/**
 * The binary format of a module. ref: WebAssembly Core Specification, 5 (binary format): a module is a list of sections, each a number, a length and
 * vectors; numbers are LEB128, seven bits to a byte, the least first.
 */
import type { Instruction, Variable, WasmFunction, WasmModule } from './code.ts'
import { INSTRUCTIONS, TYPES, type WasmType } from './instructions.ts'

const SECTION = { type: 1, function: 3, global: 6, export: 7, code: 10 } as const

/** `\0asm`, and the version. */
const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

/** The type of a block that gives nothing. */
const EMPTY = 0x40
const FUNCTION_TYPE = 0x60
const MUTABLE = 1

export function encode(module: WasmModule): Uint8Array<ArrayBuffer> {
  const { run, globals } = module
  const types = [
    functionType(
      run.parameters.map(({ type }) => type),
      ['i32'],
    ),
    ...globals.map(({ type }) => functionType([], [type])),
  ]
  const bodies = [
    body(run, globals),
    ...globals.map((global) =>
      body({ parameters: [], locals: [], code: [{ name: 'global.get', operand: global.name }] }, globals),
    ),
  ]
  const names = ['run', ...globals.map(({ name }) => name)]
  return Uint8Array.from([
    ...MAGIC,
    ...section(SECTION.type, types),
    ...section(
      SECTION.function,
      types.map((_, i) => unsigned(i)),
    ),
    ...section(
      SECTION.global,
      globals.map(({ type }) => [TYPES[type], MUTABLE, ...expression([zero(type)], [], [])]),
    ),
    ...section(
      SECTION.export,
      names.map((name, i) => [...text(name), 0, ...unsigned(i)]),
    ),
    ...section(SECTION.code, bodies),
  ])
}

const zero = (type: WasmType): Instruction => ({ name: `${type}.const`, operand: type === 'i64' ? 0n : 0 })

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = vector(items)
  return [id, ...unsigned(content.length), ...content]
}

const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()]

const functionType = (parameters: readonly WasmType[], results: readonly WasmType[]): number[] => [
  FUNCTION_TYPE,
  ...vector(parameters.map((type) => [TYPES[type]])),
  ...vector(results.map((type) => [TYPES[type]])),
]

function body({ parameters, locals, code }: WasmFunction, globals: readonly Variable[]): number[] {
  const declared = locals.map(({ type }) => [1, TYPES[type]])
  const content = [...vector(declared), ...expression(code, [...parameters, ...locals], globals)]
  return [...unsigned(content.length), ...content]
}

function expression(
  code: readonly Instruction[],
  locals: readonly Variable[],
  globals: readonly Variable[],
): readonly number[] {
  const bytes: number[] = []
  const localNumbers = numbered(locals)
  const globalNumbers = numbered(globals)
  const labels: string[] = []
  for (const { name, operand } of code) {
    const [byte, immediate] = INSTRUCTIONS[name]
    bytes.push(byte)
    switch (immediate) {
      case 'none':
        if (name === 'end') labels.pop()
        break
      case 'local':
        bytes.push(...unsigned(localNumbers.get(operand as string)!))
        break
      case 'global':
        bytes.push(...unsigned(globalNumbers.get(operand as string)!))
        break
      case 'label':
        bytes.push(...unsigned(labels.length - 1 - labels.lastIndexOf(operand as string)))
        break
      case 'block':
        labels.push(operand as string)
        bytes.push(EMPTY)
        break
      case 'f64':
        bytes.push(...double(operand as number))
        break
      default:
        bytes.push(...signed(BigInt(operand as number)))
    }
  }
  bytes.push(INSTRUCTIONS.end[0])
  return bytes
}

const numbered = (variables: readonly Variable[]): ReadonlyMap<string, number> =>
  new Map(variables.map(({ name }, i) => [name, i]))

/** LEB128 without a sign. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest)
  return bytes
}

/** LEB128 with a sign, which is the highest bit that is written. */
export function signed(value: bigint): number[] {
  const bytes: number[] = []
  for (let rest = value; ;) {
    const low = Number(rest & 0x7fn)
    rest >>= 7n
    const isLast = rest === (low & 0x40 ? -1n : 0n)
    bytes.push(isLast ? low : low | 0x80)
    if (isLast) return bytes
  }
}

function double(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value, true)
  return bytes
}

function text(name: string): number[] {
  const bytes = new TextEncoder().encode(name)
  return [...unsigned(bytes.length), ...bytes]
}
