/** Random programs of `integers.ts`, the same for the same seed. */
import { type Datum, Double, type Operand, OPERATORS, type Program, type Statement, TESTS } from './integers.ts'

/** Variables beside the counter and its end: integers, and then doubles. */
const INTEGERS = 4
const DOUBLES = 2

const MASKS = [2n ** 64n - 1n, 2n ** 64n - 1n, 2n ** 63n - 1n, 2n ** 48n - 1n]
const SMALL_MASKS = [2 ** 53 - 1, 2 ** 32 - 1, 2 ** 31 - 1, 0xffff]
const CONSTANTS: readonly Datum[] = [
  0,
  1,
  -1,
  2,
  3,
  7,
  1000,
  -12345,
  2 ** 31,
  2 ** 40 + 3,
  2 ** 53 - 1,
  1 - 2 ** 53,
  -(2 ** 52),
]
const WIDE: readonly Datum[] = [
  6364136223846793005n,
  2n ** 63n,
  0x9e3779b97f4a7c15n,
  2n ** 53n,
  -(2n ** 60n),
  2n ** 70n,
]

/** A generator of random numbers below 1. */
function randomFrom(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state = (state ^ (state << 5)) >>> 0
    return state / 2 ** 32
  }
}

export function randomProgram(seed: number): Program {
  const random = randomFrom(seed)
  for (let i = 0; i < 8; i++) random()
  const below = (n: number): number => Math.floor(random() * n)
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]
  const isDoubleful = random() < 0.3
  const isWide = random() < 0.7

  const variable = (): Operand => ({ variable: random() < 0.15 ? 0 : 2 + below(INTEGERS) })
  const number = (): Operand => ({ variable: 2 + INTEGERS + below(DOUBLES) })
  const constant = (): Operand => ({ constant: pick(isWide && random() < 0.4 ? WIDE : CONSTANTS) })
  const target = (): number => 3 + below(INTEGERS - 1)

  const masked = (index: number): Statement => ({
    kind: 'set',
    target: index,
    operator: random() < 0.15 ? '%' : '&',
    a: { variable: index },
    b: { constant: isWide && random() < 0.7 ? pick(MASKS) : pick(SMALL_MASKS) },
  })

  const set = (): Statement[] => {
    if (isDoubleful && random() < 0.3) {
      const b = random() < 0.6 ? number() : variable()
      const index = 2 + INTEGERS + below(DOUBLES)
      return [{ kind: 'set', target: index, operator: pick(['+', '-', '*']), a: number(), b }]
    }
    const operator = pick(OPERATORS)
    const isShift = operator === '<<' || operator === '>>'
    const index = target()
    const b = isShift ? { constant: pick([1, 7, 13, 31, 33]) } : random() < 0.6 ? variable() : constant()
    const statement: Statement = { kind: 'set', target: index, operator, a: variable(), b }
    return operator === '<<' || operator === '*' || random() < 0.3 ? [statement, masked(index)] : [statement]
  }

  const statements = (count: number, depth: number): Statement[] => {
    const list: Statement[] = []
    for (let i = 0; i < count; i++) {
      if (depth > 0 && random() < 0.25) {
        const isOfDoubles = isDoubleful && random() < 0.3
        const a = isOfDoubles ? number() : variable()
        const b = isOfDoubles ? number() : random() < 0.5 ? variable() : constant()
        list.push({ kind: 'if', test: pick(TESTS), a, b, body: statements(1 + below(2), depth - 1) })
      } else list.push(...set())
    }
    return list
  }

  // Something that is different in each round.
  const source = (operator: string, constant: Datum): Statement => ({
    kind: 'set',
    target: 2,
    operator,
    a: { variable: 2 },
    b: { constant },
  })
  const body = isWide
    ? [source('*', 6364136223846793005n), source('+', 1442695040888963407n), source('&', 2n ** 64n - 1n)]
    : [source('*', 25214903917), source('+', 11), source('&', 2 ** 48 - 1)]
  for (const shift of [3, 11, 12])
    if (random() < 0.4)
      body.push({ kind: 'set', target: target(), operator: '>>', a: { variable: 2 }, b: { constant: shift } })
  body.push(...statements(2 + below(5), 2))
  if (random() < 0.5) body.push({ kind: 'poll' })
  // So that nothing grows for ever.
  for (let i = 1; i < INTEGERS; i++) body.push(masked(2 + i))
  for (let i = 0; i < DOUBLES; i++) {
    const of = { variable: 2 + INTEGERS + i }
    body.push({ kind: 'set', target: of.variable, operator: '*', a: of, b: { constant: new Double(0.25) } })
  }
  const integers = Array.from({ length: INTEGERS }, (): Datum =>
    pick(isWide ? [...WIDE.slice(0, 4), 5, 99] : CONSTANTS),
  )
  const doubles = Array.from({ length: DOUBLES }, () => new Double(random() * 10))
  return { body, start: [0, 200 + below(400), ...integers, ...doubles] }
}
