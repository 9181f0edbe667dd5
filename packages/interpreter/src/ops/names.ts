// Variables, attributes, items. ref: executionmodel#naming-and-binding
import { op } from '../opdef.ts'

op('LOAD_GLOBAL', 'out result, name name, cache cache', 'control', 'result = the global or builtin called name')
op('LOAD_NAME', 'out result, name name', 'value', 'result = the local, global or builtin called name', (m, name) =>
  m.loadName(m.frame, name),
)
op('STORE_GLOBAL', 'name name, reg value', 'void', 'store into the globals', (m, name, value) =>
  m.storeGlobal(m.frame, name, value),
)
op('STORE_NAME', 'name name, reg value', 'void', 'store into the local namespace', (m, name, value) =>
  m.storeName(m.frame, name, value),
)
op('DELETE_GLOBAL', 'name name', 'void', 'delete from the globals', (m, name) => m.deleteGlobal(m.frame, name))
op('DELETE_NAME', 'name name', 'void', 'delete from the local namespace', (m, name) => m.deleteName(m.frame, name))
op('LOAD_DEREF', 'out result, reg cell, name name', 'value', 'result = contents of a cell', (m, cell, name) =>
  m.loadDeref(m.frame, cell, name),
)
op('STORE_DEREF', 'reg cell, reg value', 'void', 'contents of a cell = value', (m, cell, value) =>
  m.storeDeref(cell, value),
)
op('DELETE_DEREF', 'reg cell, name name', 'void', 'empty a cell', (m, cell, name) => m.deleteDeref(m.frame, cell, name))
op(
  'LOAD_FROM_DICT_OR_DEREF',
  'out result, reg namespace, reg cell, name name',
  'value',
  'result = namespace[name], else contents of the cell',
  (m, namespace, cell, name) => m.loadFromDictOrDeref(m.frame, namespace, cell, name),
)
op(
  'LOAD_FROM_DICT_OR_GLOBALS',
  'out result, reg namespace, name name',
  'value',
  'result = namespace[name], else the global or builtin',
  (m, namespace, name) => m.loadFromDictOrGlobals(m.frame, namespace, name),
)
op('LOAD_LOCALS', 'out result', 'value', 'result = the local namespace', (m) => m.localsOf(m.frame))
op('MAKE_CELL', 'out cell', 'control', 'wrap the register in a new cell')
op('COPY_FREE_VARS', 'out first, imm count', 'control', 'put the cells of the closure into registers')
op(
  'CHECK_LOCAL',
  'reg value, name name',
  'void',
  'UnboundLocalError where the local has no value',
  (m, value, name) => {
    if (value === undefined) m.raiseUnbound(name)
  },
)
op('DELETE_FAST', 'out local, name name', 'control', 'unbind a local')
op('CLEAR_FAST', 'out local', 'value', 'unbind a local that may be unbound', (_m) => undefined)
op('LOAD_ATTR', 'out result, reg object, name name, cache cache', 'control', 'result = object.name')
op(
  'STORE_ATTR',
  'reg object, name name, reg value, cache cache',
  'void',
  'object.name = value',
  (m, object, name, value, cache) => m.storeAttr(object, name, value, cache),
)
op('DELETE_ATTR', 'reg object, name name', 'void', 'del object.name', (m, object, name) => m.delattr(object, name))
op(
  'LOAD_METHOD',
  'out base, reg object, name name, cache cache',
  'control',
  'base = object.name; base+1 = the receiver, where the attribute is a method',
)
op(
  'LOAD_SUPER_ATTR',
  'out result, reg super, reg class, reg self, name name, imm given',
  'value',
  'result = super(class, self).name',
  (m, super_, class_, self, name, given) => m.loadSuperAttr(super_, class_, self, name, given),
)
op(
  'LOAD_SUPER_METHOD',
  'out base, reg super, reg class, reg self, name name, imm given, cache cache',
  'control',
  'base = super(class, self).name; base+1 = the receiver, where the attribute is a method',
)
op('BINARY_SUBSCR', 'out result, reg object, reg key', 'value', 'result = object[key]', (m, object, key) =>
  m.getitem(object, key),
)
op('STORE_SUBSCR', 'reg object, reg key, reg value', 'void', 'object[key] = value', (m, object, key, value) =>
  m.setitem(object, key, value),
)
op('DELETE_SUBSCR', 'reg object, reg key', 'void', 'del object[key]', (m, object, key) => m.delitem(object, key))
op(
  'BUILD_SLICE',
  'out result, reg start, reg stop, reg step',
  'value',
  'result = slice(start, stop, step)',
  (m, start, stop, step) => m.newSlice(start, stop, step),
)
op(
  'IMPORT_NAME',
  'out result, name name, reg fromlist, reg level',
  'value',
  'result = __import__(name, globals, locals, fromlist, level)',
  (m, name, fromlist, level) => m.importName(m.frame, name, fromlist, level),
)
op(
  'IMPORT_FROM',
  'out result, reg module, name name',
  'value',
  'result = module.name, as from … import does it',
  (m, module, name) => m.importFrom(m.frame, module, name),
)
op('IMPORT_STAR', 'reg module', 'void', 'from module import *', (m, module) => m.importStar(m.frame, module))
op('SETUP_ANNOTATIONS', '', 'void', '__annotations__ = {} in the local namespace, where it is not there', (m) =>
  m.setupAnnotations(m.frame),
)
op('LOAD_BUILD_CLASS', 'out result', 'value', 'result = builtins.__build_class__', (m) => m.loadBuildClass(m.frame))
op('LOAD_ASSERTION_ERROR', 'out result', 'value', 'result = AssertionError', (m) => m.assertionError())
