import { describe, expect, it } from 'vitest'
import { ArrayDescr, CallDescr, ClassDescr, FieldDescr } from './descr.ts'
import { parseTrace } from './parse.ts'
import { printTrace } from './print.ts'
import { js } from './template.ts'

class Pair {
  car: unknown = null
}
const CAR = new FieldDescr('Pair.car', 'r')
const PAIR = new ClassDescr('Pair', { test: js`$0 instanceof ${Pair}`, make: js`new ${Pair}($0)`, fields: [CAR] })
const ITEMS = new ArrayDescr('items[]', 'f')
const LOOK = new CallDescr('look up', { fn: () => null, result: 'r' })
const vocabulary = { descrs: [CAR, PAIR, ITEMS, LOOK], objects: { Pair } }

const LOOP = `[r0, i1, f2]
guard_class(r0, descr=<Pair>) [main@12: r0, i1, -3]
r3 = getfield_gc_r(r0, descr=<Pair.car>)
guard_nonnull(r3) [inner@4: r3 | main@16: r0, "a, b", f2]
i4 = int_add_ovf(i1, -1)
guard_no_overflow() [main@20: r0, i1]
f5 = getarrayitem_gc_f(r3, i4, descr=<items[]>)
f6 = float_add(f5, 1.0)
f7 = float_mul(f6, 1e+300)
r8 = call_r(r3, #7, #-0, #12345678901234567890n, null, true, undefined, @<Pair>, inf, descr=<look up>)
r9 = new_with_vtable(r8, descr=<Pair>)
setfield_gc(r0, r9, descr=<Pair.car>)
guard_isnull(r8) [inner@4: r3 | main@16: r0 raises r8]
`

describe('the text of traces', () => {
  it('prints what was parsed', () => {
    const trace = parseTrace(LOOP, vocabulary)
    expect(printTrace(trace, { code: String, object: (value) => (value as typeof Pair).name })).toBe(LOOP)
  })

  it('knows the kinds of constants', () => {
    const trace = parseTrace('[]\nr0 = call_r(1, 1.0, #1, descr=<look up>)', vocabulary)
    expect(trace.ops[0].args.map((arg) => arg.kind).join('')).toBe('ifr')
  })

  it('leaves out comments', () => {
    expect(parseTrace('# a loop\n[i0]\ni1 = int_neg(i0) # minus', vocabulary).ops).toHaveLength(1)
  })

  it.each([
    ['i1 = int_add(i0, 1)', 'begins with its inputs'],
    ['[i0]\ni1 = int_plus(i0, 1)', 'not an operation'],
    ['[i0]\ni1 = int_add(i0, i7)', 'no value i7'],
    ['[i0]\nr1 = int_add(i0, 1)', 'of kind i'],
    ['[r0]\nr1 = getfield_gc_r(r0, descr=<Pair.cdr>)', 'no descriptor <Pair.cdr>'],
  ])('complains of %j', (text, message) => {
    expect(() => parseTrace(text, vocabulary)).toThrow(message)
  })
})
