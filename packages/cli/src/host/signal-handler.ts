// The signal handler: a few bytes of machine code, because nothing of JavaScript may run inside a signal.
//
// In C it would read
//
//   void handler(int signum) {
//     flags[signum] = 1; flags[0] = 1;
//     if (flags[WAKEUP] >= 0) write(flags[WAKEUP], &signum, 1);
//   }
//
// The write goes to the kernel directly, so that errno stays as it was.
import { WAKEUP } from './flags.ts'
import { darwin } from './libc.ts'
import { placeCode } from './machine-code.ts'

/** x86-64, System V calling convention: signum in edi. */
function x64(flags: bigint): Uint8Array {
  const address = Array.from({ length: 8 }, (_, i) => Number((flags >> BigInt(8 * i)) & 0xffn))
  const offset = WAKEUP * 4
  return Uint8Array.from([
    0x48,
    0xba,
    ...address, //                       mov rdx, flags
    0x48,
    0x63,
    0xc7, //                             movsxd rax, edi
    0xc7,
    0x04,
    0x82,
    1,
    0,
    0,
    0, //                 mov dword [rdx + rax*4], 1
    0xc7,
    0x02,
    1,
    0,
    0,
    0, //                       mov dword [rdx], 1
    0x44,
    0x8b,
    0x82,
    offset & 0xff,
    offset >> 8,
    0,
    0, // mov r8d, [rdx + offset]
    0x45,
    0x85,
    0xc0, //                             test r8d, r8d
    0x78,
    20, //                                     js done
    0x57, //                                         push rdi
    0x44,
    0x89,
    0xc7, //                             mov edi, r8d
    0x48,
    0x89,
    0xe6, //                             mov rsi, rsp
    0xba,
    1,
    0,
    0,
    0, //                             mov edx, 1
    0xb8,
    ...(darwin ? [4, 0, 0, 2] : [1, 0, 0, 0]), // mov eax, SYS_write
    0x0f,
    0x05, //                                   syscall
    0x5f, //                                         pop rdi
    0xc3, //                                   done: ret
  ])
}

/** AArch64: signum in w0. */
function arm64(flags: bigint): Uint8Array {
  const part = (i: number): number => Number((flags >> BigInt(16 * i)) & 0xffffn) << 5
  const code = Uint32Array.of(
    0xd2800002 | part(0),
    0xf2a00002 | part(1),
    0xf2c00002 | part(2),
    0xf2e00002 | part(3), // mov x2, flags
    0x52800023, //                        mov w3, #1
    0xb820d843, //                        str w3, [x2, w0, sxtw #2]
    0xb9000043, //                        str w3, [x2]
    0xb9400044 | (WAKEUP << 10), //       ldr w4, [x2, #WAKEUP*4]
    0x37f80124, //                        tbnz w4, #31, done
    0xd10043ff, //                        sub sp, sp, #16
    0x390003e0, //                        strb w0, [sp]
    0x910003e1, //                        mov x1, sp
    0x2a0403e0, //                        mov w0, w4
    0xd2800022, //                        mov x2, #1
    darwin ? 0xd2800090 : 0xd2800808, //  mov x16, #4 | mov x8, #64
    darwin ? 0xd4001001 : 0xd4000001, //  svc
    0x910043ff, //                        add sp, sp, #16
    0xd65f03c0, //                  done: ret
  )
  return new Uint8Array(code.buffer)
}

/** The machine code for this processor; undefined where there is none. */
export function handlerCode(flags: bigint, arch: string = process.arch): Uint8Array | undefined {
  return arch === 'x64' ? x64(flags) : arch === 'arm64' ? arm64(flags) : undefined
}

/** Puts the handler into memory; gives its address, or undefined where this system does not allow it. */
export function placeHandler(flags: bigint): number | undefined {
  const code = handlerCode(flags)
  return code === undefined ? undefined : placeCode(code)
}
