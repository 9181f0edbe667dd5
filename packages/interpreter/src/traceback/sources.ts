// Where the lines of source in tracebacks come from: files, text that was given a name (`-c`, the prompt), and whatever the
// module `linecache` knows. lib: linecache
//
// Text with a name is remembered here. `linecache` gets it as soon as it has been imported, and is asked from then on, so
// that the pure-Python `traceback` shows the same lines.
import {
  callMethod,
  findAttr,
  host,
  hooks,
  keyOfStr,
  OSFailure,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Dict,
  W_List,
  W_Module,
  W_Tuple,
} from '@typhon/objspace'
import { declaredEncoding } from '@typhon/parser'
import type { Frame } from '../objects/frame.ts'

interface Registered {
  readonly text: string
  /** The name that `linecache` shows for it. */
  readonly name: string
}

const registered = new Map<string, Registered>()

/** Those that `linecache` has not been given yet. */
const unshared = new Set<string>()

/** Gives the source of code that is in no file: `filename` is what its code objects say. */
export function registerSource(filename: string, text: string, name = filename): void {
  registered.set(filename, { text, name })
  unshared.add(filename)
  shareSources()
}

/** Tells `linecache`, once it is imported, of the sources that have been registered. */
export function shareSources(): void {
  if (unshared.size === 0) return
  const cache = linecacheEntries()
  if (cache === null) return
  for (const filename of unshared) {
    const { text, name } = registered.get(filename) as Registered
    const lines = new W_List(linesOf(text).map((line) => strFromText(`${line}\n`)))
    cache.setStr(keyOfStr(strFromText(filename)), new W_Tuple([text.length, null, lines, strFromText(name)]))
  }
  unshared.clear()
}

/** `linecache.cache` where that module has been imported. */
function linecacheEntries(): W_Dict | null {
  const module = hooks.loadedModule('linecache')
  if (!(module instanceof W_Module)) return null
  const cache = module.dict.getStr('cache')
  return cache instanceof W_Dict ? cache : null
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n?|\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Reads sources for one report; what was read is kept until its end. */
export class SourceReader {
  private readonly known = new Map<string, readonly string[]>()

  /** A line of a file, that a frame's code is from, without blanks at its end; '' where there is none. */
  line(filename: string, line: number, frame: Frame | null): string {
    let lines = this.known.get(filename)
    if (lines === undefined) {
      lines = find(filename, frame)
      this.known.set(filename, lines)
    }
    return (lines[line - 1] ?? '').trimEnd()
  }
}

function find(filename: string, frame: Frame | null): readonly string[] {
  const cache = linecacheEntries()
  if (cache !== null) {
    const lines = cachedLines(cache.getStr(keyOfStr(strFromText(filename))))
    if (lines !== null) return lines
  } else if (registered.has(filename)) return linesOf((registered.get(filename) as Registered).text)
  if (filename === '' || (filename.startsWith('<') && filename.endsWith('>'))) return []
  return readLines(filename) ?? (frame === null ? null : loaderLines(filename, frame)) ?? searchedLines(filename)
}

/** Lines that a loader or a prompt has put into the cache. Those of files may be out of date, and are read again. */
function cachedLines(entry: Value | undefined): string[] | null {
  if (!(entry instanceof W_Tuple) || entry.items.length !== 4 || entry.items[1] !== null) return null
  const lines = entry.items[2]
  return lines instanceof W_List ? lines.items.map(lineText) : null
}

function lineText(w: Value): string {
  const s = strOrUndefined(w)
  return s === undefined ? '' : textOfStr(s).replace(/\n$/, '')
}

function readLines(path: string): string[] | null {
  try {
    const bytes = host().files.readFile(path)
    return linesOf(new TextDecoder(declaredEncoding(bytes) ?? 'utf-8', { fatal: true }).decode(bytes))
  } catch (e) {
    if (e instanceof OSFailure) return null
    // No text in the encoding that it declares: nothing to show.
    return []
  }
}

/** Finds lines, with their line ends, of a file, which is read when the first is asked for; null where there is none. */
export function lineOfFile(path: string): (line: number) => string | null {
  let lines: readonly string[] | null = null
  return (line) => {
    lines ??= readLines(path) ?? []
    return lines[line - 1] === undefined ? null : `${lines[line - 1]}\n`
  }
}

/** The lines that a module's loader knows, of a module in an archive say. */
function loaderLines(filename: string, frame: Frame): string[] | null {
  const { globals } = frame
  const spec = globals.getStr('__spec__') ?? null
  const loader = (spec === null ? undefined : findAttr(spec, 'loader')) ?? globals.getStr('__loader__') ?? null
  if (loader === null || findAttr(loader, 'get_source') === undefined) return null
  try {
    const lines = callMethod(hooks.importModule('linecache'), 'getlines', strFromText(filename), globals)
    return lines instanceof W_List && lines.items.length > 0 ? lines.items.map(lineText) : null
  } catch {
    return null
  }
}

/** A relative name may stand for a file in one of the folders of `sys.path`. */
function searchedLines(filename: string): string[] {
  if (filename.startsWith('/')) return []
  const path = findAttr(hooks.importModule('sys'), 'path')
  if (path instanceof W_List)
    for (const w of path.items) {
      const folder = strOrUndefined(w)
      if (folder === undefined) continue
      const lines = readLines(`${textOfStr(folder)}/${filename}`)
      if (lines !== null) return lines
    }
  return []
}
