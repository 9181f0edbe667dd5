/**
 * The instructions of WebAssembly that traces need, by their names in its text format: each is one byte, and what follows it is told by the kind of its
 * operand. ref: WebAssembly Core Specification, 5.4 (binary format of instructions).
 */

/** What stands behind the byte: nothing, the number of a local, global or label, a constant, or the type of a block. */
export type Immediate = 'none' | 'local' | 'global' | 'label' | 'i32' | 'i64' | 'f64' | 'block'

const plain = (code: number): readonly [number, Immediate] => [code, 'none']
const of = (code: number, immediate: Immediate): readonly [number, Immediate] => [code, immediate]

export const INSTRUCTIONS = {
  block: of(0x02, 'block'),
  loop: of(0x03, 'block'),
  if: of(0x04, 'block'),
  else: plain(0x05),
  end: plain(0x0b),
  br: of(0x0c, 'label'),
  br_if: of(0x0d, 'label'),
  select: plain(0x1b),
  'local.get': of(0x20, 'local'),
  'local.set': of(0x21, 'local'),
  'local.tee': of(0x22, 'local'),
  'global.get': of(0x23, 'global'),
  'global.set': of(0x24, 'global'),
  'i32.const': of(0x41, 'i32'),
  'i64.const': of(0x42, 'i64'),
  'f64.const': of(0x44, 'f64'),
  'i32.eqz': plain(0x45),
  'i32.ge_s': plain(0x4e),
  'i64.eqz': plain(0x50),
  'i64.eq': plain(0x51),
  'i64.ne': plain(0x52),
  'i64.lt_s': plain(0x53),
  'i64.lt_u': plain(0x54),
  'i64.gt_s': plain(0x55),
  'i64.gt_u': plain(0x56),
  'i64.le_s': plain(0x57),
  'i64.le_u': plain(0x58),
  'i64.ge_s': plain(0x59),
  'i64.ge_u': plain(0x5a),
  'f64.eq': plain(0x61),
  'f64.ne': plain(0x62),
  'f64.lt': plain(0x63),
  'f64.gt': plain(0x64),
  'f64.le': plain(0x65),
  'f64.ge': plain(0x66),
  'i32.add': plain(0x6a),
  'i32.div_u': plain(0x6e),
  'i32.rem_u': plain(0x70),
  'i64.add': plain(0x7c),
  'i64.sub': plain(0x7d),
  'i64.mul': plain(0x7e),
  'i64.div_s': plain(0x7f),
  'i64.div_u': plain(0x80),
  'i64.rem_s': plain(0x81),
  'i64.rem_u': plain(0x82),
  'i64.and': plain(0x83),
  'i64.or': plain(0x84),
  'i64.xor': plain(0x85),
  'i64.shl': plain(0x86),
  'i64.shr_s': plain(0x87),
  'i64.shr_u': plain(0x88),
  'f64.abs': plain(0x99),
  'f64.neg': plain(0x9a),
  'f64.floor': plain(0x9c),
  'f64.add': plain(0xa0),
  'f64.sub': plain(0xa1),
  'f64.mul': plain(0xa2),
  'f64.div': plain(0xa3),
  'i32.wrap_i64': plain(0xa7),
  'i64.extend_i32_s': plain(0xac),
  'i64.extend_i32_u': plain(0xad),
  'i64.trunc_f64_s': plain(0xb0),
  'f64.convert_i64_s': plain(0xb9),
  'f64.convert_i64_u': plain(0xba),
  'i64.extend32_s': plain(0xc4),
} satisfies Record<string, readonly [number, Immediate]>

export type InstructionName = keyof typeof INSTRUCTIONS

/** Types of values, and the byte of each. */
export const TYPES = { i32: 0x7f, i64: 0x7e, f64: 0x7c } as const

export type WasmType = keyof typeof TYPES
