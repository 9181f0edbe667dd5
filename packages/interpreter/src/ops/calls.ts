// Calls, functions, classes, generators, iteration. ref: expressions#calls
import { op } from '../opdef.ts'

op(
  'CALL',
  'out result, base callable, imm count',
  'control',
  'result = callable(arguments…), which are in the registers behind it',
)
op(
  'CALL_METHOD',
  'out result, base callable, imm count',
  'control',
  'like CALL; the register behind the callable is the receiver or empty, the arguments follow it',
)
op('CALL_KW', 'out result, base callable, imm count, konst names', 'control', 'like CALL; the last arguments are named')
op(
  'CALL_METHOD_KW',
  'out result, base callable, imm count, konst names',
  'control',
  'like CALL_METHOD; the last arguments are named',
)
op('CALL_EX', 'out result, reg callable, reg args, opt kwargs', 'control', 'result = callable(*args, **kwargs)')
op(
  'MAKE_FUNCTION',
  'out result, unit inner, opt defaults, opt kwdefaults, opt annotations, opt closure',
  'value',
  'result = a function',
  (m, inner, defaults, kwdefaults, annotations, closure) =>
    m.makeFunction(m.frame, inner, defaults, kwdefaults, annotations, closure),
)
op('SET_TYPE_PARAMS', 'reg function, reg params', 'void', 'function.__type_params__ = params', (m, function_, params) =>
  m.setTypeParams(function_, params),
)
op('RETURN_VALUE', 'reg value', 'control', 'return value')
op('RETURN_GENERATOR', 'out unused', 'control', 'return a generator that goes on behind this instruction')
op('YIELD_VALUE', 'out sent, reg value', 'control', 'sent = yield value')
op('GET_ITER', 'out result, reg value', 'value', 'result = iter(value)', (m, value) => m.iter(value))
op('FOR_ITER', 'out item, reg iterator, label end', 'control', 'item = next(iterator), or goto end')
op('GET_YIELD_FROM_ITER', 'out result, reg value', 'value', 'result = what yield from iterates over', (m, value) =>
  m.yieldFromIter(m.frame, value),
)
op(
  'GET_AWAITABLE',
  'out result, reg value, imm where',
  'value',
  'result = the iterator that await drives',
  (m, value, where) => m.getAwaitable(value, where),
)
op('GET_AITER', 'out result, reg value', 'value', 'result = aiter(value)', (m, value) => m.getAiter(value))
op('GET_ANEXT', 'out result, reg iterator', 'value', 'result = the awaitable of the next item', (m, iterator) =>
  m.getAnext(iterator),
)
op(
  'END_ASYNC_FOR',
  'reg exception, label end',
  'branch',
  'goto end where the exception is StopAsyncIteration',
  (m, exception) => m.isStopAsync(exception),
)
op(
  'SEND',
  'out result, reg iterator, reg value, label end',
  'control',
  'result = iterator.send(value), or its return value and goto end',
)
op(
  'ASYNC_GEN_WRAP',
  'out result, reg value',
  'value',
  'result = value marked as yielded by an asynchronous generator',
  (m, value) => m.asyncGenWrap(value),
)
op(
  'INTRINSIC_1',
  'out result, reg value, imm which',
  'value',
  'result = a rare operation on value',
  (m, value, which) => m.intrinsic1(m.frame, value, which),
)
op(
  'INTRINSIC_2',
  'out result, reg left, reg right, imm which',
  'value',
  'result = a rare operation on two values',
  (m, left, right, which) => m.intrinsic2(left, right, which),
)
