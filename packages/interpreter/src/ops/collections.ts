// Displays, unpacking, formatting. ref: expressions#displays-for-lists-sets-and-dictionaries
import { op } from '../opdef.ts'

op('BUILD_TUPLE', 'out result, base first, imm count', 'value', 'result = (first, …)', (m, first, count) =>
  m.newTuple(m.regs.slice(first, first + count)),
)
op('BUILD_LIST', 'out result, base first, imm count', 'value', 'result = [first, …]', (m, first, count) =>
  m.listOf(m.regs, first, count),
)
op('BUILD_SET', 'out result, base first, imm count', 'value', 'result = {first, …}', (m, first, count) =>
  m.newSetOf(m.regs.slice(first, first + count)),
)
op(
  'BUILD_MAP',
  'out result, base first, imm count',
  'value',
  'result = {first: next, …}, count pairs',
  (m, first, count) => m.newMap(m.regs, first, count),
)
op('BUILD_STRING', 'out result, base first, imm count', 'value', 'result = the strings joined', (m, first, count) =>
  m.joinStrings(m.regs, first, count),
)
op(
  'FORMAT_VALUE',
  'out result, reg value, imm conversion, opt spec',
  'value',
  'result = format(value, spec), after !s, !r or !a',
  (m, value, conversion, spec) => m.formatValue(value, conversion, spec),
)
op('LIST_APPEND', 'reg list, reg value', 'void', 'list.append(value)', (m, list, value) => m.listAppend(list, value))
op('SET_ADD', 'reg set, reg value', 'void', 'set.add(value)', (m, set, value) => m.setAdd(set, value))
op('MAP_ADD', 'reg dict, reg key, reg value', 'void', 'dict[key] = value', (m, dict, key, value) =>
  m.mapAdd(dict, key, value),
)
op('LIST_EXTEND', 'reg list, reg iterable', 'void', 'list.extend(iterable), for a starred item', (m, list, iterable) =>
  m.listExtend(list, iterable),
)
op('SET_UPDATE', 'reg set, reg iterable', 'void', 'set.update(iterable)', (m, set, iterable) =>
  m.setUpdate(set, iterable),
)
op('DICT_UPDATE', 'reg dict, reg mapping', 'void', 'dict.update(mapping), for ** in a display', (m, dict, mapping) =>
  m.dictUpdate(dict, mapping),
)
op(
  'DICT_MERGE',
  'reg dict, reg mapping, reg function',
  'void',
  'dict.update(mapping), for ** in a call',
  (m, dict, mapping, function_) => m.dictMerge(dict, mapping, function_),
)
op('LIST_TO_TUPLE', 'out result, reg list', 'value', 'result = tuple(list)', (m, list) => m.listToTuple(list))
op('UNPACK_SEQUENCE', 'out first, reg value, imm count', 'control', 'first, … = value')
op('UNPACK_EX', 'out first, reg value, imm before, imm after', 'control', 'first, …, *list, … = value')
op('GET_LEN', 'out result, reg value', 'value', 'result = len(value)', (m, value) => m.len(value))
op('MATCH_MAPPING', 'out result, reg value', 'value', 'result = whether value matches mapping patterns', (m, value) =>
  m.matchMapping(value),
)
op('MATCH_SEQUENCE', 'out result, reg value', 'value', 'result = whether value matches sequence patterns', (m, value) =>
  m.matchSequence(value),
)
op(
  'MATCH_KEYS',
  'out result, reg value, reg keys',
  'value',
  'result = tuple of the values of the keys, or None',
  (m, value, keys) => m.matchKeys(value, keys),
)
op(
  'MATCH_CLASS',
  'out result, reg value, reg class, imm count, reg names',
  'value',
  'result = tuple of the attributes that a class pattern looks at, or None',
  (m, value, class_, count, names) => m.matchClass(value, class_, count, names),
)
op(
  'MATCH_REST',
  'out result, reg value, reg keys',
  'value',
  'result = dict of the mapping without the keys',
  (m, value, keys) => m.matchRest(value, keys),
)
