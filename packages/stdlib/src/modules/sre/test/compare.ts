// Compares the engine with a file of cases: node -C @typhon/source compare.ts cases.json
import { readFileSync } from 'node:fs'
import { assemble } from '../program.ts'
import { parse } from '../tree.ts'
import { isValid } from '../validate.ts'
import { type Case, differences, machineEngine, translatedEngine, widened } from './cases.ts'

function main(file: string): void {
  let cases = 0
  let wrong = 0
  let translated = 0
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const text = line.replace(/^,/, '').trim()
    if (text === '[' || text === ']' || text === '') continue
    const c = JSON.parse(text) as Case
    cases++
    const code = Uint32Array.from(c[3])
    if (!isValid(code, c[2])) console.log('not valid', c[0])
    const engine = machineEngine(assemble(parse(code), c[2]))
    const native = translatedEngine(code, c[2])
    if (native !== undefined) translated++
    const found = [
      ...differences(c, engine),
      ...differences(c, engine, widened),
      ...(native === undefined ? [] : differences(c, native).map((d) => `HOST ${d}`)),
    ]
    if (found.length > 0) wrong++
    for (const d of found.slice(0, wrong < 20 ? 2 : 0)) console.log(d)
  }
  console.log(`${cases} cases, ${translated} translated, ${wrong} differ`)
}

if (process.argv[2] !== undefined) main(process.argv[2])
