/** The command as a whole: what it prints and how it ends. What programs see of it is in test/py. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const TYPHON = join(import.meta.dirname, '../../bin/typhon')

interface Outcome {
  readonly out: string
  readonly err: string
  readonly status: number | null
  readonly signal: string | null
}

let folder = ''

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'typhon-program-')))
  typhon(['-c', 'pass'])
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function typhon(args: string[], input = '', environment: Record<string, string> = {}): Outcome {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', LC_ALL: 'C.UTF-8', ...environment }
  for (const name of Object.keys(env)) if (name.startsWith('PYTHON') && !(name in environment)) delete env[name]
  const { stdout, stderr, status, signal } = spawnSync(TYPHON, args, { input, env, cwd: folder, encoding: 'utf8' })
  return { out: stdout, err: stderr, status, signal }
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return name
}

const printing = (expression: string): string[] => ['-c', `import sys; print(${expression})`]

describe.skipIf(process.platform === 'win32')('the command', () => {
  it('tells its version', () => {
    expect(typhon(['-V'])).toMatchObject({ out: 'Python 3.13.2\n', status: 0 })
    expect(typhon(['-VV']).out).toMatch(/^Python 3\.13\.2 \(.*\) \[Typhon .*\]\n$/)
  })

  it('writes what files keep back that the program left open, of `__del__` as well', () => {
    const name = file(
      'open.py',
      `text = open('text', 'w')
data = open('data', 'wb')
class C:
    def __del__(self):
        text.write('late')
c = C()
text.write('early ' * 5000)
data.write(b'bytes')
`,
    )
    const { err, status } = typhon(['-W', 'default', name])
    expect(status).toBe(0)
    expect(err.match(/unclosed file <[\w.]+/g)).toEqual([
      'unclosed file <_io.TextIOWrapper',
      'unclosed file <_io.BufferedWriter',
    ])
    expect(readFileSync(join(folder, 'text'), 'utf8')).toBe(`${'early '.repeat(5000)}late`)
    expect(readFileSync(join(folder, 'data'), 'utf8')).toBe('bytes')
  })

  it('complains about options it does not know', () => {
    const { err, status } = typhon(['-Z'])
    expect(err).toBe(
      `Unknown option: -Z\nusage: ${TYPHON} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry \`typhon -h' for more information.\n`,
    )
    expect(status).toBe(2)
  })

  it('gives the program its arguments', () => {
    expect(typhon([...printing('sys.argv'), '-x', 'a']).out).toBe("['-c', '-x', 'a']\n")
    expect(typhon(['-', 'a'], 'import sys; print(sys.argv)').out).toBe("['-', 'a']\n")
    const name = file('arguments.py', 'import sys; print(sys.argv, sys.orig_argv[1:], __file__)')
    expect(typhon(['-O', name, '-x']).out).toBe(
      `['arguments.py', '-x'] ['-O', 'arguments.py', '-x'] ${folder}/arguments.py\n`,
    )
  })

  it('puts the place of the program first in sys.path, unless that is unsafe', () => {
    mkdirSync(join(folder, 'inner'))
    file('inner/program.py', 'import sys; print(sys.path[0])')
    symlinkSync(join(folder, 'inner/program.py'), join(folder, 'link.py'))
    expect(typhon(['inner/program.py']).out).toBe(`${folder}/inner\n`)
    expect(typhon(['link.py']).out).toBe(`${folder}/inner\n`)
    expect(typhon(printing('repr(sys.path[0])')).out).toBe("''\n")
    expect(typhon(['-P', 'inner/program.py']).out).toMatch(/lib\/python3\.13\n$/)
    expect(typhon(printing('sys.path[1]'), '', { PYTHONPATH: '/a:/b' }).out).toBe('/a\n')
    expect(typhon(['-E', ...printing('sys.path[1]')], '', { PYTHONPATH: '/a:/b' }).out).not.toBe('/a\n')
  })

  it('sets sys.flags, sys.warnoptions and sys._xoptions', () => {
    expect(typhon(['-Ibq', ...printing('sys.flags.isolated, sys.flags.bytes_warning, sys.flags.quiet')]).out).toBe(
      '1 1 1\n',
    )
    expect(typhon(['-OO', ...printing('__debug__, sys.flags.optimize')]).out).toBe('False 2\n')
    expect(typhon(['-X', 'a', '-Xb=c', ...printing('sys._xoptions')]).out).toBe("{'a': True, 'b': 'c'}\n")
  })

  it('skips the first line with -x and keeps the numbers of the others', () => {
    const name = file('first.py', '@echo off\n1/0\n')
    expect(typhon(['-x', name]).err).toContain('line 2, in <module>\n    1/0\n    ~^~\n')
  })

  it('says why it cannot open a file', () => {
    const { err, status } = typhon(['missing.py'])
    expect(err).toBe(`${TYPHON}: can't open file '${folder}/missing.py': [Errno 2] No such file or directory\n`)
    expect(status).toBe(2)
  })

  it('shows colours where they are wanted', () => {
    const { err } = typhon(['-c', '1/0'], '', { PYTHON_COLORS: '1' })
    expect(err).toBe(
      'Traceback (most recent call last):\n' +
        '  File \x1b[35m"<string>"\x1b[0m, line \x1b[35m1\x1b[0m, in \x1b[35m<module>\x1b[0m\n' +
        '    \x1b[31m1\x1b[0m\x1b[1;31m/\x1b[0m\x1b[31m0\x1b[0m\n' +
        '    \x1b[31m~\x1b[0m\x1b[1;31m^\x1b[0m\x1b[31m~\x1b[0m\n' +
        '\x1b[1;35mZeroDivisionError\x1b[0m: \x1b[35mdivision by zero\x1b[0m\n',
    )
    expect(typhon(['-c', '1/0'], '', { FORCE_COLOR: '1', NO_COLOR: '' }).err).toContain('\x1b[35m')
    expect(typhon(['-c', '1/0'], '', { FORCE_COLOR: '1', NO_COLOR: '1' }).err).not.toContain('\x1b')
    expect(typhon(['-E', '-c', '1/0'], '', { PYTHON_COLORS: '1' }).err).not.toContain('\x1b')
  })

  it('dies of an interrupt that nobody caught', () => {
    expect(typhon(['-c', 'raise KeyboardInterrupt'])).toMatchObject({ signal: 'SIGINT', status: null })
  })

  it('ends with the status that SystemExit says', () => {
    const status = (code: string): number | null => typhon(['-c', `raise SystemExit(${code})`]).status
    expect([status(''), status('3'), status('-1'), status('2**70'), status('True')]).toEqual([0, 3, 255, 255, 1])
    expect(typhon(['-c', "raise SystemExit('over')"])).toMatchObject({ err: 'over\n', status: 1 })
  })

  it('keeps what was printed in order with what went wrong', () => {
    expect(typhon(['-c', "print('before'); raise ValueError"]).out).toBe('before\n')
  })
})

describe.skipIf(process.platform === 'win32')('the prompt', () => {
  const session = (input: string, ...options: string[]): Outcome => typhon(['-i', '-q', '-S', ...options], input)

  it('shows values, and takes blocks until an empty line', () => {
    const { out, err, status } = session('1 + 1\nNone\n_\nfor i in (1, 2):\n  i\n\nif 0: 1\nelse:\n  2\n\n')
    expect(out).toBe('2\n2\n1\n2\n2\n')
    expect(err).toBe(`${'>>> '.repeat(4)}... ... >>> ... ... ... >>> \n`)
    expect(status).toBe(0)
  })

  it('takes brackets and strings over empty lines', () => {
    expect(session('(1,\n\n2)\n"""a\n\nb"""\n').out).toBe("(1, 2)\n'a\\n\\nb'\n")
  })

  it('goes on after an error, whose source it shows', () => {
    const { out, err } = session('def f():\n  return 1/0\n\nf()\n3\n')
    expect(out).toBe('3\n')
    expect(err).toContain(
      'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n    f()\n    ~^^\n' +
        '  File "<stdin>", line 2, in f\n    return 1/0\n           ~^~\nZeroDivisionError: division by zero\n>>> ',
    )
  })

  it('names errors of syntax by <stdin>', () => {
    expect(session('x = = 1\n').err).toContain('  File "<stdin>", line 1\n    x = = 1\n        ^\nSyntaxError')
    expect(session('if 1: pass\ny = 1\n').err).toContain('SyntaxError: invalid syntax')
  })

  it('uses sys.ps1 and sys.ps2', () => {
    expect(session('import sys; sys.ps1 = "@"; sys.ps2 = "&"\nif 1:\n  2\n\n').err).toBe('>>> @&&@\n')
  })

  it('ends with SystemExit', () => {
    expect(session('raise SystemExit(4)\n1\n')).toMatchObject({ out: '', status: 4 })
  })

  it('follows a program with -i, whatever became of it', () => {
    const name = file('fails.py', 'x = 41\n1/0\n')
    const { out, err } = session('x + 1\n', name)
    expect(out).toBe('42\n')
    expect(err).toContain('ZeroDivisionError: division by zero\n>>> ')
    expect(typhon(['-S', '-i', '-c', 'raise SystemExit(3)'], '5\n')).toMatchObject({ out: '5\n', status: 0 })
  })

  it('runs PYTHONSTARTUP first', () => {
    file('startup.py', 'ready = 7\n')
    expect(typhon(['-i', '-q', '-S'], 'ready\n', { PYTHONSTARTUP: join(folder, 'startup.py') }).out).toBe('7\n')
    expect(typhon(['-i', '-q', '-S'], '1\n', { PYTHONSTARTUP: '/nowhere' }).err).toContain(
      "Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno 2] No such file or directory: '/nowhere'\n",
    )
  })
})

describe.skipIf(process.platform === 'win32')('--show', () => {
  const view = (name: string, source: string): string => typhon(['--show', name, '-c', source]).out

  it('tokens', () => {
    expect(view('tokens', 'x = 1')).toContain('1,2-1,3:            EQUAL          "="\n')
  })

  it('tree', () => {
    expect(view('tree', 'x')).toContain("value=Name(id='x', ctx=Load())")
  })

  it('scopes', () => {
    expect(view('scopes', 'def f(a):\n  global b; b = a; return lambda: a')).toBe(
      'module top\n  f: local\n  b: global\n  function f\n    a: cell\n    b: global\n    function lambda\n      a: free\n',
    )
  })

  it('code', () => {
    expect(view('code', 'x = 1')).toContain('STORE_NAME .x, 1   # 1:0-1:1\n')
  })

  it('tells what is wrong with a source', () => {
    expect(typhon(['--show', 'tree', '-c', 'x = = 1'])).toMatchObject({ out: '', status: 1 })
    expect(typhon(['--show', 'code'], 'return 5').err).toBe("<stdin>:1: SyntaxError: 'return' outside function\n")
    expect(typhon(['--show', 'code', 'missing.py'])).toMatchObject({ out: '', status: 2 })
    expect(typhon(['--show', 'nothing']).status).toBe(2)
  })
})
