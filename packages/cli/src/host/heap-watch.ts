// V8 telling of its heap: a flag is set after each collection, and where the heap nears V8's own limit, which would end the process.
//
// V8 calls back for both, but JavaScript must not run then, so a few bytes of machine code are called. In C they would read
//
//   void collected(Isolate*, GCType, GCCallbackFlags, void* flags) {
//     flags[COLLECTED]++;
//     __sync_bool_compare_and_swap(&flags[0], 0, LOOK);
//   }
//   size_t near_limit(void* flags, size_t current, size_t initial) {
//     flags[NEAR]++;
//     __sync_bool_compare_and_swap(&flags[0], 0, LOOK);
//     return max(current + MORE, *(uint64_t*)&flags[WANTED]);
//   }
//
// So the heap grows on until the interpreter looks at the flag, at its next back-edge or call, and raises MemoryError.
//
// What must stay true: both are taken back before V8's heap is taken down, at the process's end: the flags are in it. Where this
// is not to be had (another processor, no koffi) the flag stays set instead, and whoever looks at it counts.
import { COLLECTED, flags, NEAR, WANTED } from './flags.ts'
import { declare, loadKoffi } from './libc.ts'
import { placeCode } from './machine-code.ts'

/** What `flags[0]` is set to: somebody look here. A signal, which is 1, is not overwritten. */
const LOOK = 2

/** v8::GCType: young and full collections. */
const SCAVENGE = 1 | 2
const FULL = 4
/** Where half of the heap is free, V8's own limit holds again. */
const RESTORE_AT = 0.5

const currentIsolate = declare<[]>('_ZN2v87Isolate10GetCurrentEv', 'uintptr_t')
const CALLBACK = 'EPFvPS0_NS_6GCTypeENS_15GCCallbackFlagsEPvES4_'
const addEpilogue = declare<[number, number, number, number]>(
  `_ZN2v87Isolate21AddGCEpilogueCallback${CALLBACK}S2_`,
  'void',
  'uintptr_t',
  'uintptr_t',
  'uintptr_t',
  'int',
)
const removeEpilogue = declare<[number, number, number]>(
  `_ZN2v87Isolate24RemoveGCEpilogueCallback${CALLBACK}`,
  'void',
  'uintptr_t',
  'uintptr_t',
  'uintptr_t',
)
const addNearLimit = declare<[number, number, number]>(
  '_ZN2v87Isolate24AddNearHeapLimitCallbackEPFmPvmmES1_',
  'void',
  'uintptr_t',
  'uintptr_t',
  'uintptr_t',
)
const removeNearLimit = declare<[number, number, number]>(
  '_ZN2v87Isolate27RemoveNearHeapLimitCallbackEPFmPvmmEm',
  'void',
  'uintptr_t',
  'uintptr_t',
  'size_t',
)
const restoreLimit = declare<[number, number]>(
  '_ZN2v87Isolate36AutomaticallyRestoreInitialHeapLimitEd',
  'void',
  'uintptr_t',
  'double',
)

const at = (index: number): number[] => [(index * 4) & 0xff, (index * 4) >> 8, 0, 0]

/** x86-64: `collected`, and `near_limit` at NEAR_CODE. */
const CODE: readonly (readonly number[])[] = [
  [0xff, 0x81, ...at(COLLECTED)], //       inc dword [rcx + COLLECTED*4]
  [0x31, 0xc0], //                         xor eax, eax
  [0xba, LOOK, 0, 0, 0], //                mov edx, LOOK
  [0xf0, 0x0f, 0xb1, 0x11], //             lock cmpxchg [rcx], edx
  [0xc3], //                               ret
]
const NEAR_CODE = 64
const NEAR_LIMIT: readonly (readonly number[])[] = [
  [0xff, 0x87, ...at(NEAR)], //            inc dword [rdi + NEAR*4]
  [0x31, 0xc0], //                         xor eax, eax
  [0xba, LOOK, 0, 0, 0], //                mov edx, LOOK
  [0xf0, 0x0f, 0xb1, 0x17], //             lock cmpxchg [rdi], edx
  [0x48, 0x8b, 0x87, ...at(WANTED)], //    mov rax, [rdi + WANTED*4]
  [0x48, 0x8d, 0x8e, 0, 0, 0, 0x10], //    lea rcx, [rsi + 256M]
  [0x48, 0x39, 0xc8], //                   cmp rax, rcx
  [0x48, 0x0f, 0x42, 0xc1], //             cmovb rax, rcx
  [0xc3], //                               ret
]

/** Has V8 set the flags from now on; young collections are told of too where `often`. False where that is not to be had. */
export function watchHeap(often: boolean): boolean {
  if (process.arch !== 'x64') return false
  try {
    const koffi = loadKoffi()
    if (koffi === null) return false
    const collected = CODE.flat()
    const space = Array.from({ length: NEAR_CODE - collected.length }, () => 0)
    const page = placeCode([...collected, ...space, ...NEAR_LIMIT.flat()])
    if (page === undefined) return false
    const isolate = currentIsolate()
    const address = Number(koffi.address(flags))
    addEpilogue(isolate, page, address, often ? SCAVENGE | FULL : FULL)
    addNearLimit(isolate, page + NEAR_CODE, address)
    restoreLimit(isolate, RESTORE_AT)
    process.once('exit', () => {
      removeEpilogue(isolate, page, address)
      removeNearLimit(isolate, page + NEAR_CODE, 0)
    })
    return true
  } catch {
    return false
  }
}
