// print and input. lib: functions#print; CPython: Python/bltinmodule.c
import {
  asBool,
  call0,
  call1,
  callMethod,
  error,
  findAttr,
  getattr,
  isError,
  kw,
  type ModuleBuilder,
  pos,
  rest,
  str,
  type Str,
  strFromText,
  strOrUndefined,
  strText,
  textOfStr,
  typeOf,
  type Value,
} from '@typhon/objspace'
import { W_TextIOWrapper } from '../io/text.ts'
import { textIOWrapperType } from '../io/text-type.ts'
import { sysAttribute } from '../sys/attributes.ts'

export function definePrint(m: ModuleBuilder): void {
  m.fn(
    'print',
    [
      rest('args'),
      kw<Value>('sep', null, null, "' '"),
      kw<Value>('end', null, null, "'\\n'"),
      kw<Value>('file', null, null),
      kw('flush', asBool, false),
    ],
    'Write the arguments as text to a stream, sys.stdout by default.',
    (args, sep, end, file, flush) => {
      let out = file
      if (out === null) {
        const stdout = sysAttribute('stdout')
        if (stdout === undefined) throw error('RuntimeError', 'lost sys.stdout')
        if (stdout === null) return null
        out = stdout
      }
      const between = textArgument('sep', sep, ' ')
      const after = textArgument('end', end, '\n')
      if (out instanceof W_TextIOWrapper && typeOf(out) === textIOWrapperType) {
        printTo(out, args, between, after)
        if (flush) out.flush()
        return null
      }
      const write = getattr(out, 'write')
      args.forEach((w, i) => {
        if (i > 0) call1(write, between)
        call1(write, str(w))
      })
      call1(write, after)
      if (flush) callMethod(out, 'flush')
      return null
    },
  )
  m.fn(
    'input',
    [pos<Value>('prompt', null, '')],
    'A line of text from sys.stdin, after showing a prompt; EOFError at the end.',
    (prompt) => input(prompt),
  )
}

/** Prints to a file whose `write` nobody has overridden. */
function printTo(out: W_TextIOWrapper, args: readonly Value[], between: Value, after: Value): void {
  for (let i = 0; i < args.length; i++) {
    if (i > 0) out.write(strOrUndefined(between) as Str)
    out.write(str(args[i]))
  }
  out.write(strOrUndefined(after) as Str)
}

function textArgument(name: string, w: Value, otherwise: string): Value {
  if (w === null) return otherwise
  if (strOrUndefined(w) === undefined)
    throw error('TypeError', `${name} must be None or a string, not ${typeOf(w).fullName}`)
  return w
}

function stream(name: string): Value {
  const w = sysAttribute(name)
  if (w === undefined || w === null) throw error('RuntimeError', `input(): lost sys.${name}`)
  return w
}

function input(prompt: Value): Value {
  const stdin = stream('stdin')
  const stdout = stream('stdout')
  const stderr = stream('stderr')
  flush(stderr)
  const text = strText(prompt)
  if (text !== '') call1(getattr(stdout, 'write'), strFromText(text))
  flush(stdout)
  const line = callMethod(stdin, 'readline')
  const s = strOrUndefined(line)
  if (s === undefined) throw error('TypeError', 'object.readline() returned non-string')
  const read = textOfStr(s)
  if (read === '') throw error('EOFError', 'EOF when reading a line')
  return strFromText(read.endsWith('\n') ? read.slice(0, -1) : read)
}

function flush(w: Value): void {
  try {
    const method = findAttr(w, 'flush')
    if (method !== undefined) call0(method)
  } catch (e) {
    if (!isError(e, 'Exception')) throw e
  }
}
