/** Generators, coroutines and async generators, with what is sent, thrown and closed, and what they say of themselves. */
import type { Choices } from '../choices.ts'
import type { Place } from '../programs.ts'
import { functionPlace } from './functions.ts'
import type { WideWriter } from './programs.ts'

const SENT = [
  'None',
  '1',
  '"close"',
  '"next"',
  'ValueError',
  'KeyError("k")',
  'GeneratorExit',
  'GeneratorExit()',
  'StopIteration(1)',
  '[]',
  'i',
  'KeyboardInterrupt',
  'Err(1)',
  'StopAsyncIteration',
]

const sent = (c: Choices): string => c.many(1, 5, () => c.pick(SENT)).join(', ')

function protectedBlock(w: WideWriter, place: Place): void {
  const { c, e } = w
  const { depth } = place
  w.put(depth, 'try:')
  w.block({ ...place, depth: depth + 1 }, 2)
  w.put(depth + 1, `log("sent", (yield ${e.any(place)}))`)
  const isHandled = c.chance(60)
  if (isHandled) {
    w.put(
      depth,
      `except ${c.pick(['ValueError', 'GeneratorExit', 'BaseException', 'KeyError', '(Err, LookupError)', 'Exception', 'StopIteration'])} as error:`,
    )
    w.put(
      depth + 1,
      c.pick([
        'log("caught", error)',
        'yield "in except"',
        'raise',
        'return 9',
        'raise Err from error',
        'raise KeyError',
        'log(sys.exception())',
        'continue_ = 1; yield error',
      ]),
    )
  }
  if (!isHandled || c.chance(50)) {
    w.put(depth, 'finally:')
    w.put(
      depth + 1,
      c.pick([
        'log("finally")',
        'yield "in finally"',
        'log((yield 3))',
        'return',
        'return 8',
        'raise Err("finally")',
        'log(sys.exception())',
      ]),
    )
  }
}

export function generatorAndUse(w: WideWriter, place: Place): void {
  const { c } = w
  const { depth } = place
  const g = w.name('g')
  w.put(depth, `def ${g}(x=1, *p):`)
  const body = functionPlace(depth + 1, 'generator')
  c.many(1, 3, () =>
    c.pick([
      () => protectedBlock(w, body),
      () => w.block(body, 2),
      () =>
        w.put(
          depth + 1,
          `log("from", (yield from ${c.pick(['Delegate(3)', 'Delegate(2, "throw")', 'Delegate(2, "")', 'Delegate(2, "send close")', 'inner()', 'iter([1, 2])', '(y for y in p)', '[]', 'use(inner(), 1)', 'Loop(2)', 'i'])}))`,
        ),
      () =>
        w.put(
          depth + 1,
          c.pick(
            [
              'x = yield',
              'x = yield x',
              'log((yield x), (yield))',
              'yield from (yield [1])',
              'return (yield x)',
              'while (x := (yield x)): pass',
              'for x in (yield [1, 2]): yield x',
              'p = [(yield y) for y in ()] if 0 else [(yield)]',
              'yield (lambda: (yield))',
              'yield locals()',
              'del x',
              'raise StopIteration(4)',
            ].filter((each) => !each.startsWith('p = ')),
          ),
        ),
      () => {
        w.put(depth + 1, `with Manager(x, ${c.pick(['True', 'False'])}), yielder(2) as y:`)
        w.put(depth + 2, 'yield x')
      },
    ])(),
  )
  if (c.chance(40)) w.put(depth + 1, 'yield "last"')
  else w.put(depth + 1, 'if 0: yield')
  w.put(depth, `log("use", *use(${g}(${c.pick(['', 'i', '*p', '0, s'])}), ${sent(c)}))`)
  if (c.chance(40)) {
    w.put(depth, `it = ${g}()`)
    for (const each of c.many(2, 5, () =>
      c.pick([
        'next(it)',
        'it.send(None)',
        'it.send(1)',
        'it.throw(ValueError("v"))',
        'it.close()',
        'states(it)',
        '[*it]',
        'it.gi_yieldfrom',
        'it.throw(KeyError, KeyError(1))',
        'it.throw(1)',
        'iter(it) is it',
        'list(zip(it, s))',
        'it.throw(Err, "text", None)',
      ]),
    ))
      w.put(depth, `told(lambda: ${each})`)
  }
}

/** Statements that only coroutines have. */
function suspended(w: WideWriter, body: Place): void {
  const { c, e } = w
  const { depth } = body
  c.pick([
    () =>
      w.put(
        depth,
        `log("awaited", await ${c.pick(['Later(1)', 'Later(i)', 'i', 'Manager(1, 2).__aenter__()', 'anext(aiter(Loop(1)))', 'anext(Loop(0), 5)', 'None', 'types.coroutine(inner)()', 'Later'])})`,
      ),
    () => {
      w.put(
        depth,
        `async for ${c.pick(['x', 'i, *q', 'o.x', 'p[0]', 'i'])} in ${c.pick(['Loop(3)', 'Loop(0)', 'p', 'ticks()', 'each("ab", (1, 2))', '(y async for y in Loop(2))', 'i'])}:`,
      )
      w.block({ ...body, loop: true, depth: depth + 1 }, 2)
      if (c.chance(30)) {
        w.put(depth, 'else:')
        w.block({ ...body, depth: depth + 1 }, 1)
      }
    },
    () => {
      const one = (): string =>
        `${c.pick([`Manager(${e.int(body)}, ${c.pick(['True', 'False'])})`, 'o', 'contextlib.nullcontext(1)', 'later_manager(2)', 'contextlib.AsyncExitStack()', 'yielder(1)'])}${c.chance(50) ? ` as ${c.pick(['x', 'o.x', '(i)', '[i, *q]', 'p[0]'])}` : ''}`
      w.put(depth, `async with ${c.many(1, 2, one).join(', ')}:`)
      w.block({ ...body, depth: depth + 1 }, 2)
    },
    () => {
      w.put(depth, 'try:')
      w.put(depth + 1, `await Later(${e.any(body)})`)
      w.put(depth, `except ${c.pick(['ValueError', 'BaseException', 'GeneratorExit'])} as error:`)
      w.put(depth + 1, c.pick(['log("caught", error)', 'await Later("in except")', 'raise', 'raise Err from None']))
      w.put(depth, 'finally:')
      w.put(depth + 1, c.pick(['await Later("in finally")', 'log("finally")', 'log(sys.exception())']))
    },
    () => w.block(body, 2),
    () =>
      w.put(
        depth,
        `log([x async for x in ${c.pick(['ticks()', 'Loop(2)', '(await Later(y) for y in p)', '[1]'])} if ${c.pick(['x', 'await Later(x)', '1'])}])`,
      ),
    () => w.put(depth, `log({x: [y async for y in Loop(x)] for x in range(2)})`),
  ])()
}

export function coroutineAndUse(w: WideWriter, place: Place): void {
  const { c } = w
  const { depth } = place
  const f = w.name('a')
  const isGenerator = c.chance(45)
  const body = functionPlace(depth + 1, isGenerator ? 'async generator' : 'coroutine')
  w.put(depth, `async def ${f}(x=1):`)
  c.many(1, 4, () => {
    if (isGenerator && c.chance(50)) {
      if (c.chance(50))
        w.put(
          depth + 1,
          c.pick([
            'yield x',
            'log((yield x))',
            'x = yield',
            'yield await Later(x)',
            'yield [y async for y in Loop(2)]',
          ]),
        )
      else {
        w.put(depth + 1, 'try:')
        w.put(depth + 2, c.pick(['log("sent", (yield x))', 'yield await Later(1)']))
        w.put(depth + 1, `${c.pick(['except ValueError', 'except GeneratorExit', 'except BaseException'])}:`)
        w.put(depth + 2, c.pick(['log("caught")', 'yield "in except"', 'raise', 'await Later(3)', 'return']))
        w.put(depth + 1, 'finally:')
        w.put(depth + 2, c.pick(['await Later("in finally")', 'log("finally")', 'yield "in finally"']))
      }
    } else suspended(w, body)
  })
  if (!isGenerator) {
    if (c.chance(50))
      w.put(
        depth + 1,
        c.pick([
          'return x',
          'return await Later(x)',
          'return locals()',
          'raise StopIteration(1)',
          'return [i async for i in Loop(1)]',
        ]),
      )
    w.put(depth, `log("drive", *drive(${f}(${c.pick(['', 'i', 'p'])}), ${sent(c)}))`)
    if (c.chance(30)) {
      w.put(depth, `co = ${f}()`)
      for (const each of c.many(1, 4, () =>
        c.pick([
          'co.send(None)',
          'co.send(1)',
          'co.throw(ValueError)',
          'co.close()',
          'states(co)',
          'co.cr_await',
          'next(co)',
          'iter(co)',
          '[*co]',
          'co.__await__().send(None)',
          'co.cr_origin',
        ]),
      ))
        w.put(depth, `told(lambda: ${each})`)
      w.put(depth, 'told(lambda: co.close())')
    }
    return
  }
  w.put(depth + 1, 'if 0: yield')
  w.put(depth, `log("collect", *drive(collect(${f}(${c.pick(['', 'i'])})), ${sent(c)}))`)
  if (c.chance(60)) {
    w.put(depth, `it = ${f}()`)
    for (const each of c.many(1, 5, () =>
      c.pick([
        'it.__anext__()',
        'it.asend(None)',
        'it.asend(1)',
        'it.athrow(ValueError)',
        'it.aclose()',
        'anext(it)',
        'anext(it, "none")',
        'it.athrow(GeneratorExit())',
        'it.athrow(StopAsyncIteration)',
      ]),
    ))
      w.put(
        depth,
        c.chance(75)
          ? `log(drive(${each}, ${sent(c)}))`
          : `told(lambda: ${c.pick(['states(it)', 'it.ag_await', '[*it]', 'it.__aiter__() is it', `drive(${each})`])})`,
      )
  }
}
