// PickleBuffer: memory that a pickle may leave out. PEP 574; lib: pickle#pickle.PickleBuffer; CPython: Objects/picklebufobject.c
import {
  bufferMethods,
  call,
  defineType,
  error,
  exportOf,
  getattr,
  type BufferExport,
  hasBuffer,
  isContiguous,
  memoryviewType,
  OBJECT_LAYOUT,
  pos,
  typeOf,
  type Value,
  W_Object,
  type W_Type,
  contiguousBytes,
} from '@typhon/objspace'

export class W_PickleBuffer extends W_Object {
  /** A memoryview of the object; null when released. */
  private held: Value
  constructor(held: Value, shape = pickleBufferType.rootShape()) {
    super(shape)
    this.held = held
  }

  view(): Value {
    if (this.held === null) throw error('ValueError', 'operation forbidden on released PickleBuffer object')
    return this.held
  }

  release(): void {
    this.held = null
  }

  override exportBuffer(): BufferExport {
    const view = this.view()
    return { ...exportOf(view)!, owner: getattr(view, 'obj') }
  }
}

/** Memory side by side in the order of C or of Fortran, as plain bytes. */
export function rawExport(b: BufferExport): BufferExport | undefined {
  const turned = { ...b, shape: [...b.shape].reverse(), strides: [...b.strides].reverse() }
  const order = isContiguous(b) ? b : isContiguous(turned) ? turned : undefined
  if (order === undefined) return undefined
  const bytes = contiguousBytes(order)
  return {
    bytes,
    offset: 0,
    readonly: b.readonly,
    format: 'B',
    itemsize: 1,
    shape: [bytes.length],
    strides: [1],
    release: () => b.release(),
  }
}

/** What memoryview takes the raw memory from. */
class W_Raw extends W_Object {
  readonly memory: BufferExport
  constructor(memory: BufferExport) {
    super(rawType.rootShape())
    this.memory = memory
  }

  override exportBuffer(): BufferExport {
    return this.memory
  }
}
const rawType: W_Type = defineType('picklebuffer_raw', { module: '_pickle', final: true }, () => {})

export const pickleBufferType: W_Type = defineType<W_PickleBuffer>(
  'PickleBuffer',
  {
    module: 'pickle',
    layout: { name: 'PickleBuffer', base: OBJECT_LAYOUT },
    final: true,
    hasWeakref: true,
    doc: 'Memory of an object that a pickle may leave out.',
  },
  (t) => {
    t.new(
      [pos('object')],
      (cls, w) => {
        if (!hasBuffer(w)) throw error('TypeError', `a bytes-like object is required, not '${typeOf(w).fullName}'`)
        return new W_PickleBuffer(call(memoryviewType, [w], null), cls.rootShape())
      },
      null,
    )
    bufferMethods(t)
    t.method('raw', [], 'A memoryview of the plain bytes.', (self) => {
      const raw = rawExport(exportOf(self.view())!)
      if (raw === undefined) throw error('BufferError', 'cannot extract raw buffer from non-contiguous buffer')
      return call(memoryviewType, [new W_Raw({ ...raw, owner: getattr(self.view(), 'obj') })], null)
    })
    t.method('release', [], 'Give the memory back.', (self) => (self.release(), null))
  },
)
