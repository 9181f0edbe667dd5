// The order of `__subclasses__()`: types that CPython is built with come in the order in which it makes them ready, however
// they come to be here; all others in that in which they were made. CPython: Objects/object.c (static_types)
//
// differs: `object.__subclasses__()` is without types in which CPython's C code alone holds something (PyCapsule, hamt, moduledef).
import type { W_Type } from '../../space/type.ts'
import { qualifiedName } from './names.ts'

/** Names as in their reprs; a space in one is an underscore here. */
const READIED =
  'type async_generator bytearray_iterator bytearray bytes_iterator bytes builtin_function_or_method ' +
  'callable_iterator PyCapsule cell classmethod_descriptor classmethod code complex _contextvars.Token ' +
  '_contextvars.ContextVar _contextvars.Context coroutine dict_items dict_itemiterator dict_keyiterator ' +
  'dict_valueiterator dict_keys mappingproxy dict_reverseitemiterator dict_reversekeyiterator ' +
  'dict_reversevalueiterator dict_values dict ellipsis enumerate filter float frame FrameLocalsProxy frozenset ' +
  'function generator getset_descriptor instancemethod list_iterator list_reverseiterator list longrange_iterator ' +
  'int map member_descriptor memoryview method_descriptor method moduledef module odict_iterator ' +
  'pickle.PickleBuffer property range_iterator range reversed symtable_entry iterator set_iterator set slice ' +
  'staticmethod stderrprinter super traceback tuple_iterator tuple str_iterator str wrapper_descriptor zip ' +
  'types.GenericAlias anext_awaitable async_generator_asend async_generator_athrow async_generator_wrapped_value ' +
  '_buffer_wrapper Token.MISSING coroutine_wrapper generic_alias_iterator items keys values hamt_array_node ' +
  'hamt_bitmap_node hamt_collision_node hamt InstructionSequence sys.legacy_event_handler line_iterator ' +
  'managedbuffer memory_iterator method-wrapper types.SimpleNamespace NoneType NotImplementedType ' +
  'positions_iterator str_ascii_iterator types.UnionType weakref.CallableProxyType weakref.ProxyType ' +
  'weakref.ReferenceType typing.TypeAliasType NoDefaultType typing.Generic typing.TypeVar typing.TypeVarTuple ' +
  'typing.ParamSpec typing.ParamSpecArgs typing.ParamSpecKwargs EncodingMap fieldnameiterator formatteriterator'

const RANKS: ReadonlyMap<string, number> = new Map(READIED.split(' ').map((name, i) => [name, i]))

function rankOf(type: W_Type): number {
  return type.heap ? RANKS.size : (RANKS.get(qualifiedName(type).replaceAll(' ', '_')) ?? RANKS.size)
}

/** The direct subclasses that are alive. */
export function liveSubclasses(self: W_Type): W_Type[] {
  const live: W_Type[] = []
  for (const ref of self.subclasses) {
    const t = ref.deref()
    if (t !== undefined && t.bases.includes(self)) live.push(t)
  }
  return live.sort((a, b) => rankOf(a) - rankOf(b))
}
