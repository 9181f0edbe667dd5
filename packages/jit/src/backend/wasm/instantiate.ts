/**
 * From a loop to functions that JavaScript can call. A tree is made again when bridges are merged: where its loop has remained the same it keeps what V8
 * has compiled of it.
 */
import type { TargetDescr } from '../../ir/descr.ts'
import { encode } from './encode.ts'
import type { WasmLoop } from './loop.ts'
import { print } from './print.ts'

type Function = (...args: (number | bigint)[]) => number | bigint

/** The part of the host's WebAssembly that is used. */
interface Host {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object) => { readonly exports: object }
}

export interface Instance {
  /** Goes round; gives how many operations it has done. */
  readonly run: Function
  /** What gives a global, by its name. */
  readonly globals: Readonly<Record<string, Function>>
  readonly text: string
  readonly usage: Usage
}

/** How often a loop may do little before it is not entered any more. */
const CREDIT = 50

/** Whether entering a loop is worth it. */
export class Usage {
  credit = CREDIT
  readonly most = CREDIT
}

const instances = new WeakMap<TargetDescr, Instance>()

/** The loop at a label, as functions; null where the host has no WebAssembly. */
export function instantiate(target: TargetDescr, { module }: WasmLoop): Instance | null {
  const { WebAssembly: host } = globalThis as { WebAssembly?: Host }
  if (host === undefined) return null
  const text = print(module)
  const known = instances.get(target)
  if (known?.text === text) return known
  const exports = new host.Instance(new host.Module(encode(module))).exports as Record<string, Function>
  const instance = { run: exports.run, globals: exports, text, usage: new Usage() }
  instances.set(target, instance)
  return instance
}
