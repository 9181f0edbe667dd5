// Exceptions as the interpreter shows them: with what caused them, their frames, message, notes, and the members of groups.
// lib: traceback; PEP 654, PEP 678; CPython: Lib/traceback.py (TracebackException)
//
// An exception that was shown once is not shown again as the cause of another. Groups are drawn with a margin that grows by
// two columns for each level; `Margin` is what is being drawn.
import {
  call2,
  findAttr,
  getattr,
  groupItems,
  hooks,
  isError,
  isGroup,
  isTrue,
  itemsOf,
  moduleName,
  reprText,
  strOrUndefined,
  strText,
  typeOf,
  type Value,
  W_BaseException,
  W_Bytes,
  W_List,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import type { Colors } from './colors.ts'
import { hintText } from './hints.ts'
import { indent } from './lines.ts'
import { SourceReader } from './sources.ts'
import { shownEntries, stackText } from './stack.ts'
import { syntaxText } from './syntax.ts'

const CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n'
const CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n'

/** How many members of a group are shown, and how many levels of groups. */
const MAX_WIDTH = 15
const MAX_DEPTH = 10

/** An exception and those that are shown with it. */
interface Shown {
  readonly e: W_BaseException
  readonly traceback: Value
  cause: Shown | null
  context: Shown | null
  members: Shown[] | null
}

/** The text of an exception with its causes. */
export function exceptionText(e: W_BaseException, colors: Colors): string {
  return new Report(colors).text(collect(e))
}

/** Who is shown with whom; iterative, because chains may be long. */
function collect(e: W_BaseException): Shown {
  const seen = new Set<W_BaseException>()
  const show = (each: W_BaseException): Shown => {
    seen.add(each)
    return { e: each, traceback: each.traceback, cause: null, context: null, members: null }
  }
  const root = show(e)
  const queue = [root]
  for (let each = queue.pop(); each !== undefined; each = queue.pop()) {
    const { cause, context, suppressContext } = each.e
    if (cause instanceof W_BaseException && !seen.has(cause)) each.cause = show(cause)
    else if (context instanceof W_BaseException && !suppressContext && !seen.has(context)) each.context = show(context)
    if (isMembersOf(each.e)) each.members = groupItems(each.e).map((member) => show(member as W_BaseException))
    if (each.cause !== null) queue.push(each.cause)
    if (each.context !== null) queue.push(each.context)
    if (each.members !== null) queue.push(...each.members)
  }
  return root
}

/** Whether an exception is a group, without narrowing its type. */
function isMembersOf(e: W_BaseException): boolean {
  return isGroup(e)
}

class Report {
  private readonly colors: Colors
  private readonly sources = new SourceReader()
  private out = ''
  private depth = 0
  /** Whether the line that closes a group is still to be drawn. */
  private isOpen = false

  constructor(colors: Colors) {
    this.colors = colors
  }

  text(shown: Shown): string {
    this.add(shown)
    return this.out
  }

  private emit(text: string, margin = '|'): void {
    this.out += indent(text, this.depth === 0 ? '' : `${this.margin()}${margin} `)
  }

  private margin(): string {
    return ' '.repeat(2 * this.depth)
  }

  private add(last: Shown): void {
    const chain: { shown: Shown; message: string }[] = []
    for (let shown: Shown | null = last; shown !== null; shown = shown.cause ?? shown.context)
      chain.push({ shown, message: shown.cause !== null ? CAUSE : shown.context !== null ? CONTEXT : '' })
    for (const { shown, message } of chain.reverse()) {
      if (message !== '') this.emit(message)
      if (shown.members !== null) this.addGroup(shown, shown.members)
      else {
        this.addStack(shown, 'Traceback', '|')
        this.emit(messageLines(shown, this.colors))
      }
    }
  }

  private addStack(shown: Shown, title: string, margin: string): void {
    const entries = shownEntries(shown.traceback)
    if (entries.length === 0) return
    this.emit(`${title} (most recent call last):\n`, margin)
    this.emit(stackText(entries, this.sources, this.colors))
  }

  private addGroup(group: Shown, members: readonly Shown[]): void {
    if (this.depth > MAX_DEPTH) {
      this.emit(`... (max_group_depth is ${MAX_DEPTH})\n`)
      return
    }
    const isOutermost = this.depth === 0
    if (isOutermost) this.depth++
    this.addStack(group, 'Exception Group Traceback', isOutermost ? '+' : '|')
    this.emit(messageLines(group, this.colors))
    const count = Math.min(members.length, MAX_WIDTH + 1)
    this.isOpen = false
    for (let i = 0; i < count; i++) {
      const isLast = i === count - 1
      // The last member may be a group, whose closing line is then this one's as well.
      if (isLast) this.isOpen = true
      const title = i < MAX_WIDTH ? `${i + 1}` : '...'
      this.out += `${this.margin()}${i === 0 ? '+-' : '  '}+---------------- ${title} ----------------\n`
      this.depth++
      if (i < MAX_WIDTH) this.add(members[i])
      else {
        const remaining = members.length - MAX_WIDTH
        this.emit(`and ${remaining} more exception${remaining > 1 ? 's' : ''}\n`)
      }
      if (isLast && this.isOpen) {
        this.out += `${this.margin()}+------------------------------------\n`
        this.isOpen = false
      }
      this.depth--
    }
    if (isOutermost) this.depth = 0
  }
}

/** How the class of an exception is named: with its module unless that is `builtins` or `__main__`. */
function className(type: W_Type): string {
  const module = moduleName(type)
  if (module === '__main__' || module === 'builtins') return type.qualname
  return `${module ?? '<unknown>'}.${type.qualname}`
}

/** What `work` gives, or a note that it failed. */
function safely(work: () => string, what: string): string {
  try {
    return work()
  } catch {
    return `<${what} failed>`
  }
}

/** Class, message and notes of an exception. */
function messageLines({ e, traceback }: Shown, colors: Colors): string {
  const name = className(typeOf(e))
  if (isError(e, 'SyntaxError')) return syntaxText(e, name, colors) + notesText(e)
  const text = safely(() => strText(e), 'exception str()') + hintText(e, traceback)
  const { kind, place, reset } = colors
  return `${kind}${name}${reset}${text === '' ? '' : `: ${place}${text}${reset}`}\n${notesText(e)}`
}

function notesText(e: W_BaseException): string {
  let notes: Value | undefined
  try {
    notes = findAttr(e, '__notes__')
  } catch (failure) {
    const why = failure instanceof W_BaseException ? safely(() => reprText(failure), '__notes__ repr()') : ''
    notes = new W_List([`Ignored error getting __notes__: ${why}`])
  }
  if (notes === undefined || notes === null) return ''
  if (!isSequence(notes)) return `${safely(() => reprText(notes), '__notes__ repr()')}\n`
  let out = ''
  for (const note of itemsOf(notes)) out += `${safely(() => strText(note), 'note str()')}\n`
  return out
}

/** Whether notes are given one by one, rather than as a text or something else. */
function isSequence(w: Value): boolean {
  if (w instanceof W_List || w instanceof W_Tuple) return true
  if (strOrUndefined(w) !== undefined || w instanceof W_Bytes) return false
  const type = getattr(hooks.importModule('collections.abc'), 'Sequence')
  return isTrue(call2(hooks.builtin('isinstance'), w, type))
}
