// Root shapes of the built-in types whose instances host classes make. Each is set when its type is defined (`shape` in the
// options of defineType), so that the host class of a value needs no import of its type's definition.
import type { Shape } from './shape.ts'

export const shapes = {} as Record<
  | 'int' | 'bool' | 'str' | 'none' | 'float' | 'complex' | 'bytes' | 'bytearray' | 'memoryview'
  | 'tuple' | 'list' | 'dict' | 'set' | 'frozenset' | 'range' | 'slice'
  | 'notImplemented' | 'ellipsis' | 'module' | 'cell' | 'property' | 'super'
  | 'builtinFunction' | 'methodDescriptor' | 'wrapperDescriptor' | 'methodWrapper' | 'classMethodDescriptor' | 'method'
  | 'getSet' | 'memberDescriptor' | 'staticmethod' | 'classmethod' | 'sequenceIterator' | 'mappingproxy' | 'genericAlias'
  | 'code' | 'frame' | 'function' | 'generator' | 'coroutine' | 'asyncGenerator' | 'traceback' | 'weakref',
  Shape
>
