// BuiltinCode: the gateway between Python calls and a built-in's body. PyPy: interpreter/gateway.py
//
// A body is a plain function of converted arguments. The gateway checks arity, fills defaults, matches keywords and
// converts; call0 … call4 do so without an argument array. Missing optional arguments are passed as their defaults from
// fixed fields, so that the common calls are straight-line code (a JavaScript function ignores arguments it did not name).
//
// What must stay true: `params[0]` is the receiver where `bound` is true; it is converted like any other.
import { type Value } from '../space/value.ts'
import { error, type W_BaseException } from '../errors/exception.ts'
import { closestName } from '../lib/suggest.ts'
import { W_Dict } from '../objects/dict/dict.ts'
import { strFromKey } from '../objects/str/wide.ts'
import { type CallForm, FUNCTION_FORMS, KEYWORDS_APART, METHOD_FORMS } from './call-forms.ts'
import { W_Module } from '../objects/module-value.ts'
import { typeOf } from '../space/kind.ts'
import { W_Type } from '../space/type.ts'
import type { Convert, Param } from './parameter.ts'

/** Keyword names of a call, in key form; their values are the last arguments. */
export type KeywordNames = readonly string[] | null

/** A body that takes the call as it comes: the receiver first where there is one. */
export type RawBody = (args: Value[], kwnames: KeywordNames) => Value

/** A type that looks for attributes in a way of its own, so that calls of its methods never see the descriptor. */
const SEEN_BOUND = 'Context.'

/** Raises where a call is not one that the function takes. */
type RawLook = (args: readonly Value[], kwnames: KeywordNames) => void

type Body = (...args: any[]) => Value

export class BuiltinCode {
  readonly name: string
  /** `__name__`: that of `__new__` is not the one in messages about a constructor's arguments. */
  pythonName: string
  /** Name in messages: `str.find` for methods. */
  readonly qualname: string
  readonly params: readonly Param<unknown>[]
  readonly doc: string | null
  readonly textSignature: string | null
  readonly body: Body
  /** Of a `__new__`, the type's name with its module's. */
  owner = ''
  /** Takes args and keyword names unprocessed. */
  readonly raw: RawBody | null
  readonly form: CallForm | undefined
  /** The first parameter is the receiver. */
  readonly bound: boolean
  /** Whether keywords are left to the `__init__` of a class: a `__new__` that has none of its own. */
  ignoresKeywords: ((cls: Value) => boolean) | null = null
  /** A sequence operation (`sq_concat`, `sq_repeat`): tried after the other operand's reflected method. */
  sequence = false
  /** A `__getitem__` that takes keys alone (`mp_subscript` without `sq_item`), by which nothing is iterated. */
  keyed = false
  /** Takes indices alone (`sq_item` without `mp_subscript`), at which operators look before the method does. */
  indexed = false
  /** Stands for a C slot (wrapper_descriptor), whose complaints about the number of arguments do not name it. */
  slot = false
  /** Looks at a call with other than the plain arguments before they are matched with parameters. */
  before: RawLook | null = null
  /** What is called now: with the descriptor a class as receiver is an argument like others, a bound method has the name of its receiver's type. */
  private calledAs: 'method' | 'descriptor' | 'bound method' = 'method'
  /** For two positional arguments of a function that takes any number: what it is called with most. */
  pair: ((a: Value, b: Value) => Value) | null = null
  /** Looks at the frames that it is called from, though it calls nothing: the JIT tells where they are before. */
  seesCallers = false
  /** Of a function of one float that gives a float: on doubles, where the result is finite. */
  onDoubles: ((x: number) => number) | null = null
  /** Of a function that gives tuples: the item of that of one which it gives for these arguments; undefined where it gives another or raises, and nothing was done. */
  onlyItem: ((...args: Value[]) => Value | undefined) | null = null
  /**
   * How many parameters stand before one for any number of further arguments, behind which there are two at most, by name and with defaults; -1 where that is
   * not so, or they are many.
   */
  private readonly openAt: number
  private readonly e1: unknown
  private readonly e2: unknown
  /** Fewest and most positional arguments, receiver included. */
  readonly min: number
  readonly max: number
  /** There are only positional parameters, so that call0 … call4 may go straight to the body. */
  readonly direct: boolean
  /** Keyword names of the last call that had some, its number of arguments, and the place of each parameter's among them. */
  private names: KeywordNames = null
  private given = 0
  private remembered = 0
  private places: readonly number[] = []
  private readonly c0: Convert<unknown> | null
  private readonly c1: Convert<unknown> | null
  private readonly c2: Convert<unknown> | null
  private readonly c3: Convert<unknown> | null
  private readonly d1: unknown
  private readonly d2: unknown
  private readonly d3: unknown
  private readonly d4: unknown
  private readonly d5: unknown

  constructor(
    name: string,
    qualname: string,
    params: readonly Param<unknown>[],
    bound: boolean,
    doc: string | null,
    textSignature: string | null,
    body: Body,
    raw: RawBody | null = null,
  ) {
    this.name = name
    this.pythonName = name
    this.qualname = qualname
    this.params = params
    this.bound = bound
    this.doc = doc
    // The empty one is for methods that have none though their parameters imply one.
    this.textSignature = textSignature === '' ? null : textSignature
    this.body = body
    this.form = (bound ? METHOD_FORMS : FUNCTION_FORMS).get(qualname)
    this.raw = raw
    if (raw !== null && (this.form === 'unpacked' || this.form === 'array'))
      this.raw = withoutKeywords(this.form === 'array' || bound ? qualname : name, raw)
    const byFormat =
      this.form !== undefined && this.form !== 'method' && this.form !== 'unpacked' && this.form !== 'array'
    let min = 0
    let max = 0
    let direct = raw === null
    for (let i = 0; i < params.length; i++) {
      const p = params[i]
      p.owner = name === '__init__' ? qualname : name
      p.place = bound ? i : i + 1
      p.counted = byFormat
      // The argument of a function of one has no number (METH_O).
      if (raw === null && params.length === (bound ? 2 : 1) && i === params.length - 1 && p.kind === 'positional')
        p.place = p.required && this.form === undefined ? 0 : p.place
      if (p.kind === 'positional' || p.kind === 'either') {
        max++
        if (p.required) min = max
      } else if (p.kind === 'rest') {
        max = Infinity
        direct = false
      } else if (p.kind === 'keywords' || p.required) direct = false
    }
    this.min = min
    this.max = max
    const rest = params.findIndex((p) => p.kind === 'rest')
    const isOpen = raw === null && rest >= 0 && rest < 3 && params.length - rest <= 3
    const fits = (p: Param<unknown>, i: number): boolean =>
      i === rest || (i < rest ? isByPlace(p) : p.kind === 'keyword' && !p.required)
    this.openAt = isOpen && params.every(fits) ? rest : -1
    this.e1 = this.openAt < 0 ? undefined : params[rest + 1]?.default
    this.e2 = this.openAt < 0 ? undefined : params[rest + 2]?.default
    this.direct = direct && params.length <= 6
    this.c0 = params[0]?.convert ?? null
    this.c1 = params[1]?.convert ?? null
    this.c2 = params[2]?.convert ?? null
    this.c3 = params[3]?.convert ?? null
    this.d1 = params[1]?.default
    this.d2 = params[2]?.default
    this.d3 = params[3]?.default
    this.d4 = params[4]?.default
    this.d5 = params[5]?.default
  }

  call0(): Value {
    if (this.direct && this.min === 0)
      return this.body(this.params[0]?.default, this.d1, this.d2, this.d3, this.d4, this.d5)
    return this.call([], null)
  }

  call1(a: Value): Value {
    if (this.direct && this.min <= 1 && this.max >= 1) {
      const { c0 } = this
      return this.body(c0 === null ? a : c0(a, this.params[0]), this.d1, this.d2, this.d3, this.d4, this.d5)
    }
    return this.call([a], null)
  }

  call2(a: Value, b: Value): Value {
    if (this.direct && this.min <= 2 && this.max >= 2) {
      const { c0, c1 } = this
      return this.body(
        c0 === null ? a : c0(a, this.params[0]),
        c1 === null ? b : c1(b, this.params[1]),
        this.d2,
        this.d3,
        this.d4,
        this.d5,
      )
    }
    if (this.pair !== null) return this.pair(a, b)
    if (this.openAt === 1 && this.before === null) {
      const { c0 } = this
      return this.body(c0 === null ? a : c0(a, this.params[0]), [b], this.e1, this.e2)
    }
    return this.call([a, b], null)
  }

  call3(a: Value, b: Value, c: Value): Value {
    if (this.direct && this.min <= 3 && this.max >= 3) {
      const { c0, c1, c2 } = this
      return this.body(
        c0 === null ? a : c0(a, this.params[0]),
        c1 === null ? b : c1(b, this.params[1]),
        c2 === null ? c : c2(c, this.params[2]),
        this.d3,
        this.d4,
        this.d5,
      )
    }
    return this.call([a, b, c], null)
  }

  call4(a: Value, b: Value, c: Value, d: Value): Value {
    if (this.direct && this.min <= 4 && this.max >= 4) {
      const { c0, c1, c2, c3 } = this
      return this.body(
        c0 === null ? a : c0(a, this.params[0]),
        c1 === null ? b : c1(b, this.params[1]),
        c2 === null ? c : c2(c, this.params[2]),
        c3 === null ? d : c3(d, this.params[3]),
        this.d4,
        this.d5,
      )
    }
    return this.call([a, b, c, d], null)
  }

  /** Any call: `args` ends with the values of `kwnames`. */
  call(args: Value[], kwnames: KeywordNames): Value {
    if (this.raw !== null) return this.raw(args, kwnames)
    if (kwnames === null && this.direct && args.length >= this.min && args.length <= this.max) {
      switch (args.length) {
        case 0:
          return this.call0()
        case 1:
          return this.call1(args[0])
        case 2:
          return this.call2(args[0], args[1])
        case 3:
          return this.call3(args[0], args[1], args[2])
        case 4:
          return this.call4(args[0], args[1], args[2], args[3])
      }
    }
    const { openAt } = this
    const isAsked = this.before !== null && this.pythonName === '__new__'
    if (kwnames === null && openAt >= 0 && args.length >= openAt && !isAsked) {
      const { c0, c1, e1, e2 } = this
      if (this.before !== null) this.before(args, kwnames)
      if (openAt === 0) return this.body(args.slice(), e1, e2)
      const a = c0 === null ? args[0] : c0(args[0], this.params[0])
      if (openAt === 1) return this.body(a, args.slice(1), e1, e2)
      return this.body(a, c1 === null ? args[1] : c1(args[1], this.params[1]), args.slice(2), e1, e2)
    }
    const bound = this.boundAgain(args, kwnames) ?? this.bind(args, kwnames)
    switch (bound.length) {
      case 0:
        return this.body()
      case 1:
        return this.body(bound[0])
      case 2:
        return this.body(bound[0], bound[1])
      case 3:
        return this.body(bound[0], bound[1], bound[2])
      default:
        return this.body(...bound)
    }
  }

  /** What the body is called with, where the last call had as many arguments and the same names; null where it had not. */
  private boundAgain(args: Value[], kwnames: KeywordNames): unknown[] | null {
    const { names, places, params } = this
    if (kwnames === null || names === null || args.length !== this.given || kwnames.length !== names.length) return null
    if (kwnames !== names) for (let k = 0; k < names.length; k++) if (kwnames[k] !== names[k]) return null
    const out: unknown[] = []
    for (let i = 0; i < places.length; i++) {
      const at = places[i]
      const p = params[i]
      out.push(at < 0 ? p.default : p.convert === null ? args[at] : p.convert(args[at], p))
    }
    return out
  }

  /** Remembers where the arguments of a call went that had nothing wrong with it. */
  private remember(given: number, names: readonly string[]): void {
    const places = this.remembered > MOST_REMEMBERED ? null : this.placesOf(given, names)
    if (places === null) return
    this.remembered++
    this.names = names
    this.given = given
    this.places = places
  }

  /**
   * Which of `given` arguments is for which parameter, -1 for those that have none, where the last ones are for those called `names`. Null
   * for a call that is not so simple, or wrong; what is missing is not looked at.
   */
  placesOf(given: number, names: readonly string[]): readonly number[] | null {
    const { params } = this
    if (this.raw !== null || this.before !== null || this.ignoresKeywords !== null || this.pythonName === '__new__')
      return null
    const places = params.map(() => -1)
    const npos = given - names.length
    for (let i = 0; i < npos; i++) places[i] = i
    for (let k = 0; k < names.length; k++) {
      const i = params.findIndex((p) => p.name === names[k] && (p.kind === 'either' || p.kind === 'keyword'))
      if (i < 0 || places[i] >= 0) return null
      places[i] = npos + k
    }
    const isOther = (p: Param<unknown>, i: number): boolean =>
      p.kind === 'rest' || p.kind === 'keywords' || (i < npos && !isByPlace(p))
    return npos > params.length || params.some(isOther) ? null : places
  }

  /** A call of the descriptor with a class, which is not the one that messages about wrong arguments name. */
  callUnbound(args: Value[], kwnames: KeywordNames): Value {
    return this.callAs('descriptor', args, kwnames)
  }

  /** A call of the method bound to `args[0]`. */
  callBound(args: Value[], kwnames: KeywordNames): Value {
    if (kwnames !== null && kwnames.length > 0 && this.hidesType && !this.takesNames)
      throw error('TypeError', `${this.shownName}() takes no keyword arguments`)
    return this.callAs('bound method', args, kwnames)
  }

  private callAs(what: 'descriptor' | 'bound method', args: Value[], kwnames: KeywordNames): Value {
    if (this.raw !== null || (kwnames === null && args.length >= this.min && args.length <= this.max))
      return this.call(args, kwnames)
    this.calledAs = what
    try {
      return this.call(args, kwnames)
    } finally {
      this.calledAs = 'method'
    }
  }

  private unexpected(name: string): W_BaseException {
    const known = this.params.filter((p) => p.kind === 'either' || p.kind === 'keyword').map((p) => p.name)
    const close = closestName(name, known)
    const hint = close === null ? '' : `. Did you mean '${close}'?`
    if (this.isUnnamed) return error('TypeError', `this function got an unexpected keyword argument '${name}'${hint}`)
    return error('TypeError', `${this.shownName}() got an unexpected keyword argument '${name}'${hint}`)
  }

  /** CPython: Python/getargs.c (_PyArg_UnpackKeywords): counts first, then what is missing, then keywords that are not wanted. */
  private bind(args: Value[], kwnames: KeywordNames): unknown[] {
    const { params } = this
    const npos = kwnames === null ? args.length : args.length - kwnames.length
    const takesNames = this.form === 'method' || params.some((p) => p.kind === 'either' || p.kind === 'keyword')
    let keywordsAt = -1
    for (let i = 0; i < params.length; i++) if (params[i].kind === 'keywords') keywordsAt = i
    // A constructor asks first of what it is to make an instance.
    if (this.pythonName === '__new__' && npos > 0) this.c0?.(args[0], params[0])
    this.before?.(args, kwnames)
    if (kwnames !== null && kwnames.length > 0 && npos >= (this.bound ? 1 : 0)) {
      const ignored = this.ignoresKeywords !== null && this.ignoresKeywords(args[0])
      if (!takesNames && keywordsAt < 0 && !ignored)
        throw error('TypeError', `${this.label(args)} takes no keyword arguments`)
      if (args.length > params.length) this.checkCount(npos, args.length)
      if (KEYWORDS_APART.has(this.qualname)) {
        if (npos === 0 && this.name !== 'zip')
          throw error('TypeError', `${this.name} expected at least 1 argument, got 0`)
        const most = params.filter((p) => p.kind === 'keyword').length
        if (kwnames.length > most)
          throw error(
            'TypeError',
            `${this.name}() takes at most ${most} keyword argument${most === 1 ? '' : 's'} (${kwnames.length} given)`,
          )
      }
    }
    const slots: (Value | undefined)[] = []
    for (let i = 0; i < params.length; i++) slots.push(undefined)
    const out: unknown[] = new Array(params.length)
    let next = 0
    for (let i = 0; i < params.length; i++) {
      const kind = params[i].kind
      if (kind === 'rest') {
        out[i] = args.slice(next, npos)
        next = npos
      } else if (kind !== 'keyword' && kind !== 'keywords' && next < npos) slots[i] = args[next++]
    }
    if (npos > next) throw this.tooMany(args, npos)
    if (keywordsAt >= 0) out[keywordsAt] = new W_Dict()
    let wrong: W_BaseException | null = null
    let twice = params.length
    if (kwnames !== null) {
      for (let k = 0; k < kwnames.length; k++) {
        const name = kwnames[k]
        let i = params.length - 1
        while (i >= 0 && (params[i].name !== name || (params[i].kind !== 'either' && params[i].kind !== 'keyword'))) i--
        if (i >= 0) {
          if (slots[i] === undefined) slots[i] = args[npos + k]
          else twice = Math.min(twice, i)
        } else if (keywordsAt >= 0) (out[keywordsAt] as W_Dict).set(strFromKey(name), args[npos + k])
        else if (this.ignoresKeywords === null || !this.ignoresKeywords(args[0])) wrong ??= this.unexpected(name)
      }
    }
    // Of what is wrong with keywords, that an argument is there already is told first.
    if (twice < params.length) wrong = this.givenTwice(twice)
    // What is parsed by a format is converted one by one, else nothing is before all are there.
    const stepwise = this.form === 'parsed' || this.form === 'bare'
    if (!stepwise)
      for (let i = 0; i < params.length; i++)
        if (this.lacks(i, slots[i])) throw this.missing(args, npos, params[i], takesNames)
    if (wrong !== null && !stepwise) throw wrong
    for (let i = 0; i < params.length; i++) {
      const p = params[i]
      if (p.kind === 'rest' || p.kind === 'keywords') continue
      const w = slots[i]
      if (this.lacks(i, w)) throw this.missing(args, npos, p, takesNames)
      out[i] = w === undefined ? p.default : p.convert === null ? w : p.convert(w, p)
    }
    if (wrong !== null) throw wrong
    if (kwnames !== null && kwnames.length > 0) this.remember(args.length, kwnames)
    return out
  }

  private lacks(i: number, w: Value | undefined): boolean {
    const p = this.params[i]
    return w === undefined && p.required && p.kind !== 'rest' && p.kind !== 'keywords'
  }

  private givenTwice(i: number): W_BaseException {
    const { name } = this.params[i]
    return error(
      'TypeError',
      `argument for ${this.called} given by name ('${name}') and position (${this.bound ? i : i + 1})`,
    )
  }

  /** Whether this makes instances: `__new__` is counted as functions of many arguments are. */
  private get constructs(): boolean {
    return this.pythonName === '__new__' || this.name === '__init__'
  }

  /** CPython: Python/getargs.c (vgetargs1_impl) */
  private wrongTuple(n: number, min: number, max: number): W_BaseException {
    const count = n < min ? min : max
    const which = min === max ? 'exactly' : n < min ? 'at least' : 'at most'
    return error('TypeError', `${this.called} takes ${which} ${count} argument${count === 1 ? '' : 's'} (${n} given)`)
  }

  private get takesNames(): boolean {
    return this.params.some((p) => p.kind === 'either' || p.kind === 'keyword')
  }

  private get isUnnamed(): boolean {
    return this.form === 'unnamed' || this.form === 'bare'
  }

  /** Whether arguments are parsed from a tuple by a format that tells of their number. */
  private get isTuple(): boolean {
    return this.form === 'tuple' || this.form === 'stack' || (this.isUnnamed && !this.takesNames)
  }

  /** Whether a call by anything but the method's descriptor sees nothing of the type. CPython: Objects/methodobject.c (cfunction_call) */
  private get hidesType(): boolean {
    return (this.isTuple && this.form !== 'stack') || this.form === 'unpacked'
  }

  /** A method of a class itself is named by that class. */
  private label(args: readonly Value[]): string {
    if (this.slot) return `wrapper ${this.name}()`
    const ofClass = this.bound && this.calledAs !== 'descriptor' && args[0] instanceof W_Type
    const isSeenBound = this.calledAs === 'bound method' && this.qualname.startsWith(SEEN_BOUND)
    if (this.hidesType && (ofClass || !this.bound || isSeenBound))
      return `${this.constructs ? this.shownName : this.pythonName}()`
    if (this.pythonName !== this.name) return `${this.qualname}()`
    if (ofClass) return `${(args[0] as W_Type).qualname}.${this.name}()`
    if (!this.bound || this.calledAs !== 'bound method') return `${this.qualname}()`
    return args[0] instanceof W_Module ? `${this.name}()` : `${typeOf(args[0]).qualname}.${this.name}()`
  }

  /** The name in messages that tell of a call. */
  private get called(): string {
    return this.isUnnamed ? 'function' : `${this.shownName}()`
  }

  /** The name in messages: a constructor's is its type's. */
  private get shownName(): string {
    return this.name === '__init__' ? this.qualname : this.name
  }

  /** More arguments than there are parameters, keywords among them: that is said before anything else. CPython: Python/getargs.c */
  private checkCount(npos: number, all: number): void {
    const own = this.bound ? 1 : 0
    const { params } = this
    if (params.some((p) => p.kind === 'rest' || p.kind === 'keywords')) return
    const isMethod = this.form === 'method'
    if (!isMethod && !params.some((p) => p.kind === 'either' || p.kind === 'keyword')) return
    const most = params.length - own
    if (isMethod && most === 0) throw error('TypeError', `${this.shownName}() takes no arguments`)
    throw error(
      'TypeError',
      `${this.called} takes at most ${most} ${npos === own ? 'keyword ' : ''}argument${most === 1 ? '' : 's'} (${all - own} given)`,
    )
  }

  private tooMany(args: readonly Value[], given: number): Error | unknown {
    const own = this.bound ? 1 : 0
    const max = this.max - own
    const min = this.min - own
    const n = given - own
    if (this.slot) return this.wrongCount(n, min, max)
    const form = this.form
    if (this.isTuple) return this.wrongTuple(n, min, max)
    const keyworded = form === 'method' || this.params.some((p) => p.kind === 'either' || p.kind === 'keyword')
    if (max === 0 && !keyworded && this.constructs)
      return error(
        'TypeError',
        form === 'unpacked'
          ? `${this.shownName} expected 0 arguments, got ${n}`
          : `${this.shownName}() takes no positional arguments`,
      )
    if (max === 0 && !keyworded) return error('TypeError', `${this.label(args)} takes no arguments (${n} given)`)
    if (form === 'method' && max === 0) return error('TypeError', `${this.shownName}() takes no arguments`)
    if (keyworded && max === 0 && n <= this.params.length - own)
      return error('TypeError', `${this.shownName}() takes no positional arguments`)
    if (keyworded) {
      // With parameters that are only given by name, more than all are complained of as such.
      const most = this.params.length - own
      const allCounted = n > most || most === max
      const which = allCounted ? '' : 'positional '
      const count = allCounted ? most : max
      return error(
        'TypeError',
        `${this.called} takes ${!allCounted && min === max && form !== 'parsed' ? 'exactly' : 'at most'} ${count} ${which}argument${count === 1 ? '' : 's'} (${n} given)`,
      )
    }
    if (max === 1 && min === 1 && !this.constructs)
      return error('TypeError', `${this.label(args)} takes exactly one argument (${n} given)`)
    return error(
      'TypeError',
      `${this.shownName} expected ${min === max ? '' : 'at most '}${max} argument${max === 1 ? '' : 's'}, got ${n}`,
    )
  }

  /** CPython: Objects/typeobject.c (check_num_args; the wrappers of longer calls unpack them by a name that is empty) */
  private wrongCount(n: number, min: number, max: number): W_BaseException {
    const most = n < min ? min : max
    const range = min === max ? '' : n < min ? 'at least ' : 'at most '
    const unpacked =
      max > 1 || (this.sequence && this.name.endsWith('mul__')) || this.name.endsWith('buffer__') ? ' ' : ''
    return error('TypeError', `${unpacked}expected ${range}${most} argument${most === 1 ? '' : 's'}, got ${n}`)
  }

  private missing(args: readonly Value[], given: number, p: Param<unknown>, takesNames: boolean): Error | unknown {
    const own = this.bound ? 1 : 0
    if (given < own)
      throw this.pythonName === '__new__'
        ? error('TypeError', `${this.owner}.__new__(): not enough arguments`)
        : error('TypeError', `unbound method ${this.label(args)} needs an argument`)
    const form = this.form
    const max = this.max - own
    const min = this.min - own
    const n = given - own
    if (this.slot) return this.wrongCount(n, min, max)
    if (this.isTuple) return this.wrongTuple(n, min, max)
    if (p.kind === 'positional' && (takesNames || form === 'method')) {
      const least = this.params.filter((each) => each.kind === 'positional' && each.required).length - own
      return error(
        'TypeError',
        `${this.called} takes ${least < max ? 'at least' : 'exactly'} ${least} positional argument${least === 1 ? '' : 's'} (${n} given)`,
      )
    }
    if (p.kind === 'either')
      return error('TypeError', `${this.called} missing required argument '${p.name}' (pos ${p.place})`)
    if (p.kind === 'keyword')
      return error('TypeError', `${this.shownName}() missing required keyword-only argument: '${p.name}'`)
    if (max === 1 && min === 1 && !this.constructs)
      return error('TypeError', `${this.label(args)} takes exactly one argument (${n} given)`)
    if (max === Infinity || min !== max)
      return error('TypeError', `${this.shownName} expected at least ${min} argument${min === 1 ? '' : 's'}, got ${n}`)
    return error('TypeError', `${this.shownName} expected ${min} argument${min === 1 ? '' : 's'}, got ${n}`)
  }
}

/** So often a function is called with other names before nothing more is remembered of its calls. */
const MOST_REMEMBERED = 20

/** Whether an argument may stand in its place. */
const isByPlace = ({ kind }: Param<unknown>): boolean => kind === 'positional' || kind === 'either'

/** A body that takes its call unprocessed, but for keywords. */
const withoutKeywords =
  (name: string, body: RawBody): RawBody =>
  (args, kwnames) => {
    if (kwnames !== null && kwnames.length > 0) throw error('TypeError', `${name}() takes no keyword arguments`)
    return body(args, kwnames)
  }
