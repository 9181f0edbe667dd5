// CPython 3.13 as a second opinion in tests, where one is found: `python3.13` on PATH, or what TYPHON_CPYTHON names.
import { spawnSync } from 'node:child_process'

export const NO_CPYTHON = 'no CPython 3.13: put python3.13 on PATH or set TYPHON_CPYTHON'

/** Runs a Python script and reads the JSON that it prints; undefined where there is no CPython 3.13. */
export function cpython<T>(script: string, environment: Record<string, string> = {}): T | undefined {
  const command = process.env.TYPHON_CPYTHON ?? 'python3.13'
  const version = spawnSync(command, ['-c', 'import sys; print(*sys.version_info[:2])'], { encoding: 'utf8' })
  if (version.error !== undefined || version.stdout.trim() !== '3 13') return undefined
  const run = spawnSync(command, ['-'], {
    input: `# coding: utf-8\n${script}`,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, ...environment },
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as T
}

const BITS = new DataView(new ArrayBuffer(8))

/** The 16 hexadecimal digits of a double, which tell zeros and NaNs apart; and back. */
export function bitsOf(v: number): string {
  BITS.setFloat64(0, v)
  return BITS.getBigUint64(0).toString(16).padStart(16, '0')
}

export function doubleOf(bits: string): number {
  BITS.setBigUint64(0, BigInt(`0x${bits}`))
  return BITS.getFloat64(0)
}
