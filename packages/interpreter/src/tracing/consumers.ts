// Loops that go through generators and maps for built-in functions: `sum`, `any`, `list` and others, as Python would write them. Each code that they run has
// copies of its own, so that the loop of a copy becomes one trace with what it resumes or calls, as a `for` statement of the program does.
// PyPy: such functions are written as loops that are traced, with the code of the generator among what tells loops apart.
//
// What must stay true: a loop does with each item what the built-in function does, in the same order; nobody sees its frame (`isInternal`). It is
// for one thread, unwatched, and costs a call more, so few are begun within one another.
//
// differs: a built-in function that goes through a long generator or map may count as a call, so that up to four calls fewer fit below the limit of
// recursion.
import { declareConsumption, owned, shapes, type Value, W_Dict, W_Map, W_Object } from '@typhon/objspace'
import { standardBuiltins } from '../eval/builtins.ts'
import { context } from '../eval/context.ts'
import { isPlain } from '../eval/step.ts'
import { compileSource, codeOf } from '../compile-source.ts'
import { W_Code } from '../objects/code.ts'
import { W_Function } from '../objects/function.ts'
import { SUSPENDED, W_Generator } from '../objects/generator.ts'
import { mayTrace } from './hot.ts'
import { isLookedInto } from './items.ts'
import { isMappable } from './maps.ts'

const MAX = Number.MAX_SAFE_INTEGER

/** What `dict` and `dict.update` do with the pairs of `it`, of which `n` were there before. */
const EACH_PAIR = `    for x in it:
        if type(x) is not tuple:
            given = None
            try:
                given = list(x)
            except TypeError:
                pass
            if given is None:
                raise TypeError('cannot convert dictionary update sequence element #%d to a sequence' % n)
            x = given
        if len(x) != 2:
            raise ValueError('dictionary update sequence element #%d has length %d; 2 is required' % (n, len(x)))
        key, value = x
        d[key] = value
        n += 1`

/** `min` or `max`, with and without a key: from the best of what was there before on, or, `…_of`, from nothing. */
function extremes(name: string, better: string): string {
  const first = `    for best in it:
        break
    else:
        raise ValueError('${name}() iterable argument is empty')`
  const others = `    for x in it:
        if x ${better} best:
            best = x
    return best`
  const othersByKey = `    for x in it:
        k = key(x)
        if k ${better} bound:
            best = x
            bound = k
    return best`
  return `
def ${name}(best, it):
${others}

def ${name}_of(it):
${first}
${others}

def ${name}_by(key, best, bound, it):
${othersByKey}

def ${name}_by_of(key, it):
${first}
    bound = key(best)
${othersByKey}
`
}

/** What is left of the iterator comes last. */
const SOURCE = `
def all(it):
    for x in it:
        if not x:
            return False
    return True

def any(it):
    for x in it:
        if x:
            return True
    return False

def items(it):
    return [x for x in it]

def extend(items, it):
    for x in it:
        items.append(x)

def fill(items, it):
    for x in it:
        items.add(x)

def sum(total, it):
    for x in it:
        total = total + x
        if type(total) is not int or type(x) is not int and type(x) is not bool or not ${-MAX} <= total <= ${MAX}:
            return sum(it, total)
    return total

def sum_floats(total, lost, it):
    while True:
        for x in it:
            if type(x) is not float:
                break
            t = total + x
            if abs(total) >= abs(x):
                lost += (total - t) + x
            else:
                lost += (x - t) + total
            total = t
        else:
            return total + lost if lost != 0 and lost - lost == 0 else total
        if not isinstance(x, int) or not ${-(2 ** 63)} <= x < ${2 ** 63}:
            break
        total += int(x)
    if lost != 0 and lost - lost == 0:
        total += lost
    total = total + x
    for x in it:
        total = total + x
    return total

def sorted(it):
    items = [x for x in it]
    items.sort()
    return items

def tuple(it):
    return tuple([x for x in it])

def set(it):
    return {x for x in it}

def pairs(d, n, it):
${EACH_PAIR}

def dict(it):
    d = {}
    n = 0
${EACH_PAIR}
    return d

def join(separator, it):
    return separator.join([x for x in it])
${extremes('min', '<')}${extremes('max', '>')}`

/** So many loops may go on within one another. */
const NESTED = 4
/** … and there are to be so many calls more to the limit. */
const ROOM = 100

/** The code of the loops, by name; null until somebody asks. */
let units: Map<string, W_Code> | null = null

const namespace = new W_Dict()

function compiled(): Map<string, W_Code> {
  const builtins = standardBuiltins()
  namespace.setStr('__name__', 'builtins')
  for (const name of [
    'abs',
    'bool',
    'float',
    'int',
    'isinstance',
    'len',
    'list',
    'sum',
    'tuple',
    'type',
    'TypeError',
    'ValueError',
  ])
    namespace.setStr(name, builtins.getStr(name) as Value)
  const module = compileSource(SOURCE, { filename: '<built-in>' })
  return new Map(module.unit.units.map((unit) => [unit.name, codeOf(unit)]))
}

/** Loops of built-in functions that maps call. */
const ofBuiltins = new WeakMap<object, Map<string, W_Function>>()

function loopsOf(run: W_Code | W_Object): Map<string, W_Function> {
  if (run instanceof W_Code) return (run.consumers ??= new Map())
  let known = ofBuiltins.get(run)
  if (known === undefined) ofBuiltins.set(run, (known = new Map()))
  return known
}

/** What is run for each item of a generator, or a map over one iterable that traces look into: the loops through one have traces of their own. Null for others. */
export function runBy(w: unknown): W_Code | W_Object | null {
  if (w instanceof W_Generator) return w.shape === shapes.generator && w.phase <= SUSPENDED ? w.frame.code : null
  if (!(w instanceof W_Map) || w.shape.type.heap || w.iterators.length !== 1 || !isLookedInto(w.iterators[0]))
    return null
  const { func } = w
  if (func instanceof W_Function) return func.code
  return func instanceof W_Object && isMappable(func) ? func : null
}

/** The loop for a purpose that goes through what runs this. */
export function loopFor(run: W_Code | W_Object, purpose: string): W_Function {
  const known = loopsOf(run)
  let loop = known.get(purpose)
  if (loop === undefined) {
    const { unit } = (units ??= compiled()).get(purpose) as W_Code
    const own = codeOf(unit)
    own.isInternal = true
    known.set(purpose, (loop = new W_Function(own, namespace, standardBuiltins())))
  }
  return loop
}

/** Whether traces of a loop were given up. */
function isGivenUp({ code: { places } }: W_Function): boolean {
  if (places !== null) for (const place of places.values()) if (place.isClosed) return true
  return false
}

let nested = 0

/** Whether a loop may be begun that goes through an iterator. */
const mayBegin = (w: Value): boolean =>
  (!(w instanceof W_Generator) || w.frame.debug === null) &&
  nested < NESTED &&
  owned.live === 0 &&
  isPlain() &&
  context.depth < context.limit - ROOM

declareConsumption((purpose, w_iter, isLong, state) => {
  const code = runBy(w_iter)
  // A built-in function calls another one as quickly.
  if (!(code instanceof W_Code)) return undefined
  const known = code.consumers?.get(purpose)
  // Short ones are gone through as quickly by the built-in function; a trace goes into the loop where it calls that.
  if (known === undefined && !(isLong && mayTrace())) return undefined
  if (!mayBegin(w_iter)) return undefined
  const loop = known ?? loopFor(code, purpose)
  if (isGivenUp(loop)) return undefined
  nested++
  try {
    return loop.call([...state, w_iter], null)
  } finally {
    nested--
  }
})
