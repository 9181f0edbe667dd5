#!/usr/bin/env node
/**
 * Makes millions of short-lived objects that are finalized or weakly referenced, and says whether memory stays flat.
 *
 *     npm run leaks -- [--gc NAME]… [--objects 1e6] [--samples 20]
 *
 * A table of samples for each collector, then a line that says what is wrong, or that memory is flat. Exits with 1 where something is wrong.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseOptions } from '../options.ts'
import { faults, type Sample } from './samples.ts'

const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')
const LOOP = join(import.meta.dirname, 'loop.py')
export const COLLECTORS = ['host', 'prompt', 'marksweep', 'generation', 'incminimark']

/** Runs the loop; `told` gets each sample. */
export async function runLoop(
  gc: string,
  objects: string,
  samples: number,
  told: (sample: Sample) => void = () => {},
): Promise<Sample[]> {
  const child = spawn(TYPHON, [`--gc=${gc}`, LOOP, objects, String(samples)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const status = new Promise<number | null>((fulfil, reject) => child.on('close', fulfil).on('error', reject))
  const found: Sample[] = []
  for await (const line of createInterface(child.stdout)) {
    const sample = JSON.parse(line) as Sample
    found.push(sample)
    told(sample)
  }
  if ((await status) !== 0) throw new Error(`--gc=${gc}: the loop failed`)
  return found
}

async function main(): Promise<number> {
  const { values } = parseOptions(import.meta.filename, {
    options: {
      gc: { type: 'string', multiple: true },
      objects: { type: 'string', default: '1e6' },
      samples: { type: 'string', default: '20' },
    },
  })
  const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1)
  let status = 0
  for (const gc of values.gc ?? COLLECTORS) {
    console.log('| collector | objects | done | MB before a collection | MB after it | MB of the process | CPU s |')
    console.log('|---|---:|---:|---:|---:|---:|---:|')
    const samples = await runLoop(gc, values.objects, Number(values.samples), (s) =>
      console.log(
        `| \`${gc}\` | ${s.made.toLocaleString('en')} | ${s.done.toLocaleString('en')} | ${megabytes(s.before)} | ${megabytes(s.after)} | ${megabytes(s.process)} | ${s.cpu.toFixed(0)} |`,
      ),
    )
    const wrong = faults(samples)
    console.log(`\n${gc}: ${wrong.length === 0 ? 'flat' : wrong.join('; ')}\n`)
    if (wrong.length > 0) status = 1
  }
  return status
}

if (import.meta.main) process.exitCode = await main()
