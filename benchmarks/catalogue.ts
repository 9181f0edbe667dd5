/**
 * The benchmark programs, in the order of the report.
 *
 * A program is `programs/NAME.py` with `SIZE`, `QUICK` and `run(size)`; one iteration at SIZE takes 0.1 to 1 second on
 * CPython 3.13 and checks its own result. What only a reader of the report needs to know about a program stands here.
 */

/** Whose work a program mostly is: the interpreter's, or that of library code which CPython has in C. */
export type Work = 'python' | 'native'

export interface Program {
  readonly name: string
  readonly work: Work
  /** In the set that the first engine is judged by. */
  readonly foundation: boolean
  readonly about: string
}

const program = (name: string, about: string, foundation = false, work: Work = 'python'): Program => ({
  name,
  work,
  foundation,
  about,
})

export const PROGRAMS: readonly Program[] = [
  program('richards', 'operating-system kernel: objects, method calls', true),
  program('deltablue', 'constraint solver: polymorphic calls, small lists', true),
  program('nbody', 'planets: float attributes', true),
  program('fannkuch', 'pancake flips: integer lists, slices', true),
  program('spectral_norm', 'power method: floats, small functions, comprehensions', true),
  program('mandelbrot', 'escape loop: floats and complex', true),
  program('binary_trees', 'allocation and recursion', true),
  program('nqueens', 'generators, sets; bit masks', true),
  program('json_dump', 'json.dumps', true, 'native'),
  program('json_load', 'json.loads', true, 'native'),
  program('template', 'template engine: small strings, dispatch', true),
  program('word_count', 'str methods, dict of str, sort', true),
  program('pidigits', 'spigot: big integers', true, 'native'),
  program('float_points', 'many small objects of floats'),
  program('raytrace', 'vectors, recursion, polymorphic hits'),
  program('chaos_game', 'splines and small vectors'),
  program('go_playouts', 'board game: flood fill, branches'),
  program('gcbench', "a collector's load"),
  program('aes', 'byte tables, xor'),
  program('sha256', '32-bit integers'),
  program('lcg31', 'products beyond 53 bits, masked to 31'),
  program('lcg64', 'products of 64-bit integers, masked'),
  program('sort_keys', 'list.sort with keys', false, 'native'),
  program('regex', 're', false, 'native'),
  program('generators', 'pipelines, yield from, send'),
  program('coroutines', 'async def, async for, async with'),
  program('exceptions', 'raise, catch, finally, with'),
  program('closures', 'cells, function objects, *args'),
  program('string_building', '+=, join, format'),
  program('pickle_python', 'pickle format in Python: dispatch, bytes'),
  program('int_loop', 'small integers, nothing else'),
  program('float_loop', 'floats, nothing else'),
  program('polymorphic', 'six classes at one call site'),
]
