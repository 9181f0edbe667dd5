// Defining built-in modules: one statement per function or constant.
//
//   export const mathModule = defineModule('math', 'Functions of real numbers.', (m) => {
//     m.constant('pi', new W_Float(Math.PI))
//     m.fn('gcd', [rest('integers')], 'Largest integer that divides every argument.', (integers) => …)
//   })
//
// The filler runs each time the module is created (at import), so that defining a module costs nothing until then.
import { exceptionTypes, type W_BaseException } from '../errors/exception.ts'
import type { ErrorName } from '../errors/table.ts'
import { W_Dict } from '../objects/dict/dict.ts'
import { builtinModules, W_Module } from '../objects/module-value.ts'
import type { W_Type } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { weakrefGetSet } from '../objects/type/instance-dict.ts'
import { W_BuiltinFunction } from './builtin.ts'
import { defineType } from './define.ts'
import { FUNCTION_FORMS } from './call-forms.ts'
import { BuiltinCode, type RawBody } from './gateway.ts'
import { type Arguments, type Param, impliedSignature, signatureText } from './parameter.ts'

/** What a module's filler is handed: adds to the module's namespace. */
export class ModuleBuilder {
  readonly module: W_Module
  readonly name: string
  constructor(module: W_Module, name: string) {
    this.module = module
    this.name = name
  }

  /**
   * A function. `signature` overrides the text signature, null leaves what arguments imply, '' hides that as well; `owner` is what
   * messages about its arguments call it.
   */
  fn<const P extends readonly Param<any>[]>(
    name: string,
    params: P,
    doc: string,
    body: (...args: Arguments<P>) => Value,
    signature?: string | null,
    owner = name,
  ): W_BuiltinFunction {
    const code = new BuiltinCode(
      owner,
      this.shown(name),
      params,
      false,
      doc,
      signature === undefined
        ? signatureText(params, '$module')
        : (signature ?? (FUNCTION_FORMS.get(this.shown(name)) === 'tuple' ? null : impliedSignature(params, '$self'))),
      body as never,
    )
    code.pythonName = name
    return this.put(code)
  }

  /** A function's name in messages. */
  private shown(name: string): string {
    return this.name === 'builtins' ? name : `${this.name}.${name}`
  }

  /** A function that takes its call unprocessed. */
  rawFn(name: string, doc: string, body: RawBody, signature: string | null = null): W_BuiltinFunction {
    return this.put(new BuiltinCode(name, this.shown(name), [], false, doc, signature, body as never, body))
  }

  private put(code: BuiltinCode): W_BuiltinFunction {
    const w = new W_BuiltinFunction(code, this.module, this.name, false)
    this.module.dict.setStr(code.pythonName, w)
    return w
  }

  constant(name: string, value: Value): void {
    this.module.dict.setStr(name, value)
  }

  /** Puts a type into the module under its own name. */
  type(type: W_Type): void {
    this.module.dict.setStr(type.name, type)
  }

  /** A new exception class of the module. */
  exception(name: string, base: ErrorName | W_Type, doc: string): W_Type {
    const type = defineException(this.name, name, typeof base === 'string' ? exceptionTypes[base] : base, doc)
    this.module.dict.setStr(name, type)
    return type
  }
}

/** A built-in exception class outside `builtins`; most were made as classes are, and can be weakly referenced. */
export function defineException(
  module: string,
  name: string,
  base: W_Type | W_Type[],
  doc: string,
  hasWeakref = ![base].flat()[0].hasWeakref,
): W_Type {
  const bases = [base].flat()
  const type = defineType<W_BaseException>(name, { module, bases, doc, hasDict: true, hasWeakref }, (t) => {
    if (hasWeakref) t.attribute('__weakref__', weakrefGetSet(t.type))
  })
  type.immutable = false
  type.namedAsClass = type.hasWeakref
  return type
}

/** A built-in module: its name and how it is made. */
export interface ModuleDefinition {
  readonly name: string
  /** A new module object, filled. */
  create(): W_Module
}

/** Declares a built-in module. */
export function defineModule(name: string, doc: string | null, fill: (m: ModuleBuilder) => void): ModuleDefinition {
  return {
    name,
    create() {
      const module = new W_Module(new W_Dict())
      builtinModules.add(module)
      const { dict } = module
      dict.setStr('__name__', name)
      dict.setStr('__doc__', doc)
      dict.setStr('__package__', '')
      dict.setStr('__loader__', null)
      dict.setStr('__spec__', null)
      fill(new ModuleBuilder(module, name))
      return module
    },
  }
}
