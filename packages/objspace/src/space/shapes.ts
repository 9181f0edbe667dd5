// Root shapes of the built-in types whose instances host classes make. Each is set when its type is defined (`shape` in the
// options of defineType), so that the host class of a value needs no import of its type's definition.
import type { Shape } from './shape.ts'

const NONE = undefined as unknown as Shape

/** A class, so that V8 keeps the shapes in fields: they are read wherever a value is made. */
class Shapes {
  int = NONE
  bool = NONE
  str = NONE
  none = NONE
  float = NONE
  complex = NONE
  bytes = NONE
  bytearray = NONE
  memoryview = NONE
  tuple = NONE
  list = NONE
  dict = NONE
  set = NONE
  frozenset = NONE
  range = NONE
  slice = NONE
  notImplemented = NONE
  ellipsis = NONE
  module = NONE
  type = NONE
  cell = NONE
  property = NONE
  super = NONE
  builtinFunction = NONE
  methodDescriptor = NONE
  wrapperDescriptor = NONE
  methodWrapper = NONE
  classMethodDescriptor = NONE
  method = NONE
  getSet = NONE
  memberDescriptor = NONE
  staticmethod = NONE
  classmethod = NONE
  sequenceIterator = NONE
  mappingproxy = NONE
  genericAlias = NONE
  code = NONE
  frame = NONE
  function = NONE
  generator = NONE
  coroutine = NONE
  asyncGenerator = NONE
  traceback = NONE
  weakref = NONE
}

export const shapes = new Shapes()
