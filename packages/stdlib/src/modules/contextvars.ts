// The `_contextvars` module: variables whose values belong to a context. PEP 567; lib: contextvars; CPython: Python/context.c
//
// A context is an immutable map that is replaced when a variable is set, so that copying one is free. Each thread has a stack
// of the contexts it has entered; the lowest is made when it is first needed.
import { currentThread } from '@typhon/interpreter'
import {
  addressText,
  call,
  defineModule,
  defineType,
  error,
  errorWith,
  kw,
  newGenericAlias,
  OBJECT_LAYOUT,
  opt,
  pos,
  reprText,
  strFromText,
  strOrUndefined,
  type TypeBuilder,
  type Value,
  W_Object,
  W_Tuple,
  type W_Type,
  identity,
  W_Iterator,
  iteratorMethods,
  is,
  eq,
  NotImplemented,
} from '@typhon/objspace'

type Values = ReadonlyMap<W_ContextVar, Value>

export class W_ContextVar extends W_Object {
  readonly name: Value
  readonly fallback: Value | undefined
  constructor(name: Value, fallback: Value | undefined) {
    super(contextVarType.rootShape())
    this.name = name
    this.fallback = fallback
  }
}

class W_Context extends W_Object {
  values: Values
  entered = false
  constructor(values: Values) {
    super(contextType.rootShape())
    this.values = values
  }
}

class W_Token extends W_Object {
  readonly context: W_Context
  readonly variable: W_ContextVar
  readonly old: Value | undefined
  used = false
  constructor(context: W_Context, variable: W_ContextVar, old: Value | undefined) {
    super(tokenType.rootShape())
    this.context = context
    this.variable = variable
    this.old = old
  }
}

class W_Missing extends W_Object {
  constructor() {
    super(missingType.rootShape())
  }
}

const stacks = new WeakMap<object, W_Context[]>()

function stack(): W_Context[] {
  const thread = currentThread()
  let contexts = stacks.get(thread)
  if (contexts === undefined) stacks.set(thread, (contexts = [new W_Context(new Map())]))
  return contexts
}

function current(): W_Context {
  const contexts = stack()
  return contexts[contexts.length - 1]
}

/** The value of a variable in the current context; undefined where it has none. */
export function currentValue(variable: W_ContextVar): Value | undefined {
  return current().values.get(variable)
}

function store(context: W_Context, variable: W_ContextVar, value: Value | undefined): void {
  const values = new Map(context.values)
  if (value === undefined) values.delete(variable)
  else values.set(variable, value)
  context.values = values
}

/** Sets a variable in the current context. */
export function setCurrentValue(variable: W_ContextVar, value: Value): void {
  store(current(), variable, value)
}

const missingType: W_Type = defineType<W_Missing>('MISSING', { module: 'Token', final: true }, (t) => {
  t.special('__repr__', () => '<Token.MISSING>')
})
const MISSING = new W_Missing()

const tokenType: W_Type = defineType<W_Token>(
  'Token',
  {
    module: '_contextvars',
    final: true,
    layout: { name: 'Token', base: OBJECT_LAYOUT },
    doc: 'What ContextVar.set() gives, for reset().',
  },
  (t) => {
    t.rawNew(() => {
      throw error('RuntimeError', 'Tokens can only be created by ContextVars')
    })
    t.attribute('__hash__', null)
    t.getset('var', 'The variable.', (self) => self.variable)
    t.getset('old_value', 'The value before, Token.MISSING where there was none.', (self) =>
      self.old === undefined ? MISSING : self.old,
    )
    t.attribute('MISSING', MISSING)
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'Token[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
    t.special('__repr__', (self) =>
      strFromText(`<Token${self.used ? ' used' : ''} var=${reprText(self.variable)} at ${addressText(self)}>`),
    )
  },
)

const contextVarType: W_Type = defineType<W_ContextVar>(
  'ContextVar',
  {
    module: '_contextvars',
    final: true,
    layout: { name: 'ContextVar', base: OBJECT_LAYOUT },
    doc: 'A variable whose value belongs to a context.',
  },
  (t) => {
    t.new(
      [pos('name'), { ...kw<Value | undefined>('default', null, undefined), required: false }],
      (_cls, name, fallback) => {
        if (strOrUndefined(name) === undefined) throw error('TypeError', 'context variable name must be a str')
        return new W_ContextVar(name, fallback)
      },
      null,
    )
    t.method(
      'get',
      [opt('default')],
      'The value; else the default given here, or with the variable; else LookupError.',
      (self, w) => {
        const held = currentValue(self)
        const value = held !== undefined ? held : w !== undefined ? w : self.fallback
        if (value === undefined) throw errorWith('LookupError', self)
        return value
      },
      '($self, default=<unrepresentable>, /)',
    )
    t.method(
      'set',
      [pos('value')],
      'Set the value in the current context; gives a token for reset().',
      (self, value) => {
        const context = current()
        const token = new W_Token(context, self, context.values.get(self))
        store(context, self, value)
        return token
      },
    )
    t.method('reset', [pos('token')], 'Go back to the value before the set() that gave the token.', (self, token) => {
      if (!(token instanceof W_Token)) throw error('TypeError', `expected an instance of Token, got ${reprText(token)}`)
      if (token.used) throw error('RuntimeError', `${reprText(token)} has already been used once`)
      if (token.variable !== self) throw error('ValueError', `${reprText(token)} was created by a different ContextVar`)
      if (token.context !== current())
        throw error('ValueError', `${reprText(token)} was created in a different Context`)
      token.used = true
      store(token.context, self, token.old)
      return null
    })
    t.special('__hash__', (self) => identity(self))
    t.member('name', 'The name.', (self) => self.name)
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'ContextVar[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
    t.special('__repr__', (self) => {
      const fallback = self.fallback === undefined ? '' : ` default=${reprText(self.fallback)}`
      return strFromText(`<ContextVar name=${reprText(self.name)}${fallback} at ${addressText(self)}>`)
    })
  },
)

/** What a context's keys(), values() and items() give. */
class W_ContextIterator extends W_Iterator {
  private readonly rows: readonly Value[]
  private i = 0
  constructor(kind: keyof typeof iteratorTypes, rows: readonly Value[]) {
    super(iteratorTypes[kind].rootShape())
    this.rows = rows
  }
  get length(): number {
    return this.rows.length
  }
  next(): Value | undefined {
    return this.rows[this.i++]
  }
}
function iterates(t: TypeBuilder<W_ContextIterator>): void {
  iteratorMethods(t)
  t.special('__len__', (self) => self.length, { keyed: true })
}
const iteratorTypes = {
  items: defineType<W_ContextIterator>('items', { final: true }, iterates),
  keys: defineType<W_ContextIterator>('keys', { final: true }, iterates),
  values: defineType<W_ContextIterator>('values', { final: true }, iterates),
}

function sameValues(a: Values, b: Values): boolean {
  if (a.size !== b.size) return false
  for (const [variable, value] of a) {
    const other = b.get(variable)
    if (other === undefined || !(is(value, other) || eq(value, other))) return false
  }
  return true
}

function key(w: Value): W_ContextVar {
  if (w instanceof W_ContextVar) return w
  throw error('TypeError', `a ContextVar key was expected, got ${reprText(w)}`)
}

const contextType: W_Type = defineType<W_Context>(
  'Context',
  {
    module: '_contextvars',
    final: true,
    layout: { name: 'Context', base: OBJECT_LAYOUT },
    hasWeakref: true,
    doc: 'Values of context variables.',
  },
  (t) => {
    t.rawNew((args, kwnames) => {
      if (args.length > 1 || kwnames !== null) throw error('TypeError', 'Context() does not accept any arguments')
      return new W_Context(new Map())
    })
    t.rawMethod('run', 'Call a function in this context.', (args, kwnames) => {
      const self = args[0] as W_Context
      if (args.length < 2) throw error('TypeError', 'run() missing 1 required positional argument')
      if (self.entered) throw error('RuntimeError', `cannot enter context: ${reprText(self)} is already entered`)
      const contexts = stack()
      contexts.push(self)
      self.entered = true
      try {
        return call(args[1], args.slice(2), kwnames)
      } finally {
        self.entered = false
        contexts.splice(contexts.lastIndexOf(self), 1)
      }
    })
    t.method('copy', [], 'A copy, which costs nothing.', (self) => new W_Context(self.values))
    t.method(
      'get',
      [pos('key'), pos<Value>('default', null, null)],
      'The value of a variable, or the default.',
      (self, w, otherwise) => {
        const value = self.values.get(key(w))
        return value === undefined ? otherwise : value
      },
    )
    t.method('keys', [], 'The variables.', (self) => new W_ContextIterator('keys', [...self.values.keys()]))
    t.method('values', [], 'The values.', (self) => new W_ContextIterator('values', [...self.values.values()]))
    t.method(
      'items',
      [],
      'Pairs of variable and value.',
      (self) =>
        new W_ContextIterator(
          'items',
          [...self.values].map(([variable, value]) => new W_Tuple([variable, value])),
        ),
    )
    t.special('__len__', (self) => self.values.size)
    t.special('__iter__', (self) => new W_ContextIterator('keys', [...self.values.keys()]))
    t.attribute('__hash__', null)
    t.special('__eq__', (self, w: Value) =>
      w instanceof W_Context ? self === w || sameValues(self.values, w.values) : NotImplemented,
    )
    t.special('__contains__', (self, w: Value) => self.values.has(key(w)))
    t.special(
      '__getitem__',
      (self, w: Value) => {
        const value = self.values.get(key(w))
        if (value === undefined) throw errorWith('KeyError', w)
        return value
      },
      { keyed: true },
    )
  },
)

export const contextvarsModule = defineModule('_contextvars', 'Variables whose values belong to a context.', (m) => {
  for (const type of [contextType, contextVarType, tokenType]) m.type(type)
  m.fn('copy_context', [], 'A copy of the current context.', () => new W_Context(current().values))
})
