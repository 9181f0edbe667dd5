// isinstance, issubclass and __build_class__. ref: compound_stmts#class-definitions, datamodel#customizing-class-creation
// CPython: Python/bltinmodule.c (builtin___build_class__), Objects/abstract.c (PyObject_IsInstance)
import {
  call,
  callSpecial2,
  error,
  findAttr,
  isInstanceOf,
  isTrue,
  isType,
  type ModuleBuilder,
  pos,
  reprText,
  setitem,
  Special,
  strOrUndefined,
  typeOf,
  typeType,
  type Value,
  W_Cell,
  W_Dict,
  W_Tuple,
  W_Union,
  winnerMetaclass,
} from '@typhon/objspace'
import { runBody, W_Function } from '@typhon/interpreter'

export function defineClasses(m: ModuleBuilder): void {
  m.fn(
    'isinstance',
    [pos('obj'), pos('class_or_tuple')],
    'Whether an object is an instance of a class, or of one of a tuple or union of classes.',
    (w, cls) => isInstance(w, cls),
  )
  m.fn(
    'issubclass',
    [pos('cls'), pos('class_or_tuple')],
    'Whether a class derives from a class, or from one of a tuple or union of classes.',
    (w, cls) => isSubclass(w, cls),
  )
  m.rawFn(
    '__build_class__',
    'What a class statement calls: __build_class__(func, name, *bases, metaclass=type, **kwargs).',
    (args, kwnames) => buildClass(args, kwnames),
  )
}

/** isinstance(w, cls) */
export function isInstance(w: Value, cls: Value): boolean {
  if (typeOf(w) === cls) return true
  if (isType(cls) && typeOf(cls) === typeType) return isInstanceOf(w, cls)
  if (cls instanceof W_Tuple) return cls.items.some((c) => isInstance(w, c))
  if (cls instanceof W_Union) return cls.args.items.some((c) => isInstance(w, c))
  const check = typeOf(cls).special(Special.instancecheck)
  if (check !== undefined && check !== null) return isTrue(callSpecial2(check, cls, w))
  if (findAttr(cls, '__bases__') instanceof W_Tuple) {
    const own = findAttr(w, '__class__')
    return own !== undefined && derives(own, cls)
  }
  throw error('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union')
}

/** issubclass(w, cls) */
export function isSubclass(w: Value, cls: Value): boolean {
  if (isType(cls) && typeOf(cls) === typeType) {
    if (w === cls) return true
    if (isType(w)) return w.isSubtypeOf(cls)
  }
  if (cls instanceof W_Tuple) return cls.items.some((c) => isSubclass(w, c))
  if (cls instanceof W_Union) return cls.args.items.some((c) => isSubclass(w, c))
  const check = typeOf(cls).special(Special.subclasscheck)
  if (check !== undefined && check !== null) return isTrue(callSpecial2(check, cls, w))
  if (!isType(w) && !(findAttr(w, '__bases__') instanceof W_Tuple))
    throw error('TypeError', 'issubclass() arg 1 must be a class')
  if (!isType(cls) && !(findAttr(cls, '__bases__') instanceof W_Tuple))
    throw error('TypeError', 'issubclass() arg 2 must be a class, a tuple of classes, or a union')
  return derives(w, cls)
}

function derives(w: Value, cls: Value): boolean {
  if (w === cls) return true
  if (isType(w) && isType(cls)) return w.isSubtypeOf(cls)
  const bases = findAttr(w, '__bases__')
  return bases instanceof W_Tuple && bases.items.some((b) => derives(b, cls))
}

/** The bases with `__mro_entries__` resolved; the same array where none has it. PEP 560 */
function resolveBases(bases: Value[]): Value[] {
  if (bases.every(isType)) return bases
  const tuple = new W_Tuple(bases)
  const out: Value[] = []
  let changed = false
  for (const base of bases) {
    const entries = isType(base) ? undefined : findAttr(base, '__mro_entries__')
    if (entries === undefined) {
      out.push(base)
      continue
    }
    const more = call(entries, [tuple], null)
    if (!(more instanceof W_Tuple)) throw error('TypeError', '__mro_entries__ must return a tuple')
    out.push(...more.items)
    changed = true
  }
  return changed ? out : bases
}

function buildClass(args: Value[], kwnames: readonly string[] | null): Value {
  const npos = args.length - (kwnames === null ? 0 : kwnames.length)
  if (npos < 2) throw error('TypeError', '__build_class__: not enough arguments')
  const [func, name] = args
  if (!(func instanceof W_Function)) throw error('TypeError', '__build_class__: func must be a function')
  if (strOrUndefined(name) === undefined) throw error('TypeError', '__build_class__: name is not a string')
  const original = args.slice(2, npos)
  const bases = resolveBases(original)
  let meta: Value | undefined
  const names: string[] = []
  const values: Value[] = []
  kwnames?.forEach((k, i) => {
    if (k === 'metaclass') meta = args[npos + i]
    else {
      names.push(k)
      values.push(args[npos + i])
    }
  })
  if (meta === undefined) meta = bases.length > 0 ? typeOf(bases[0]) : typeType
  if (isType(meta)) meta = winnerMetaclass(meta, bases)
  const w_bases = new W_Tuple(bases)
  const prepare = findAttr(meta, '__prepare__')
  const namespace =
    prepare === undefined ? new W_Dict() : call(prepare, [name, w_bases, ...values], names.length > 0 ? names : null)
  if (!(namespace instanceof W_Dict) && typeOf(namespace).special(Special.getitem) === undefined) {
    throw error(
      'TypeError',
      `${isType(meta) ? meta.name : '<metaclass>'}.__prepare__() must return a mapping, not ${typeOf(namespace).fullName}`,
    )
  }
  const cell = runBody(func, namespace)
  if (bases !== original) setitem(namespace, '__orig_bases__', new W_Tuple(original))
  const cls = call(meta, [name, w_bases, namespace, ...values], names.length > 0 ? names : null)
  if (isType(cls) && cell instanceof W_Cell) {
    if (cell.value === undefined) {
      throw error(
        'RuntimeError',
        `__class__ not set defining ${reprText(name)} as ${reprText(cls)}. Was __classcell__ propagated to type.__new__?`,
      )
    }
    if (cell.value !== cls)
      throw error(
        'TypeError',
        `__class__ set to ${reprText(cell.value)} defining ${reprText(name)} as ${reprText(cls)}`,
      )
  }
  return cls
}
