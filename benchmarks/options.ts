/**
 * The options of a command that measures something. Its help is the comment at the head of its file where it has no longer one, so that what a
 * reader of the file is told and what `--help` prints are one text.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'

/** The comment at the head of a file, without its stars. */
function headOf(file: string): string {
  const [, comment] = /\/\*\*\n(.*?)\n \*\//s.exec(readFileSync(file, 'utf8')) as RegExpExecArray
  return `${comment.replaceAll(/^ \* ?/gm, '')}\n`
}

/** As `parseArgs`, for the command in `file`. With `--help` it prints the help and ends; what cannot be understood ends it with status 2. */
export function parseOptions<const T extends ParseArgsConfig>(
  file: string,
  config: T,
  text = headOf(file),
): ReturnType<typeof parseArgs<T>> {
  try {
    const options = { ...config.options, help: { type: 'boolean', short: 'h' } } as const
    const { values, ...rest } = parseArgs({ ...config, options })
    const { help, ...others } = values as { help?: boolean }
    if (help !== true) return { values: others, ...rest } as unknown as ReturnType<typeof parseArgs<T>>
  } catch (error) {
    process.stderr.write(`${basename(file)}: ${(error as Error).message}\n\n${text}`)
    process.exit(2)
  }
  process.stdout.write(text)
  process.exit(0)
}
