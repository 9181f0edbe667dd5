// What `typhon --help` and its relatives print. The layout is CPython's, so that eyes find what they look for; the words are ours.
import { DEFAULT_COLLECTOR } from './configuration.ts'
import type { HelpPage } from './options.ts'

const USAGE = (program: string): string => `usage: ${program} [option] ... [-c cmd | -m mod | file | -] [arg] ...\n`

/** What is printed below a complaint about the command line. */
export const usageHint = (program: string): string => `${USAGE(program)}Try \`typhon -h' for more information.\n`

const OPTIONS = `Options (and the environment variables that mean the same):
-b     : warn where bytes meet str in a comparison or become text by str();
         -bb makes these errors
-B     : keep no compiled files (.pyc); also PYTHONDONTWRITEBYTECODE=x
-c cmd : run the text of the argument as a program (ends the options)
-d     : sets sys.flags.debug; also PYTHONDEBUG=x
-E     : take no notice of PYTHON* environment variables
-h     : show this help and exit (also -? or --help)
-i     : go on with the prompt after the program, and prompt even where
         standard input is no terminal; also PYTHONINSPECT=x
-I     : isolated from the user's settings (means -E, -P and -s)
-m mod : run a module of the library or the path as a program (ends the
         options)
-O     : leave out asserts and what depends on __debug__; also
         PYTHONOPTIMIZE=x
-OO    : as -O, and leave out docstrings
-P     : put neither the program's folder nor the current one in front of
         sys.path; also PYTHONSAFEPATH
-q     : start the prompt without a word of greeting
-s     : leave the user's site-packages out; also PYTHONNOUSERSITE=x
-S     : do without the module site
-u     : write stdout and stderr at once; also PYTHONUNBUFFERED=x
-v     : tell of every import, twice for more; also PYTHONVERBOSE=x
-V     : show the version and exit (also --version); twice for more
-W arg : a filter of warnings, action:message:category:module:lineno; also
         PYTHONWARNINGS=arg
-x     : skip the first line of the program
-X opt : an option of the implementation, see --help-xoptions
--check-hash-based-pycs always|default|never:
         whether .pyc files with a hash are compared with their source
--show tokens|tree|scopes|code:
         print what the program is for the tokenizer, the parser, the
         analysis of names or the compiler, instead of running it
--jit off|SETTINGS: what is compiled, and when; --jit help lists the settings;
         also TYPHON_JIT
--memory-limit BYTES: how much memory objects may take, as 64M or 2G, before
         there is a MemoryError; also TYPHON_MEMORY_LIMIT
--gc host|prompt|marksweep|generation|incminimark:
         what says which objects are dead (default: ${DEFAULT_COLLECTOR}): host costs
         nothing, prompt finalizes files, generators and objects with __del__
         that no one but a function has when it drops them, the others count
         garbage as CPython does; also TYPHON_GC
jitview FILE: write a page of what the JIT has done (TYPHONLOG), see
         jitview --help; a program of that name goes first
--help-env: show the environment variables and exit
--help-xoptions: show the options of -X and exit
--help-all: show everything and exit

Arguments:
file   : the program: a file, or a folder or zip archive with __main__.py
-      : the program comes from standard input (a prompt on a terminal)
arg ...: arguments of the program, sys.argv[1:]
`

const ENVIRONMENT = `Environment variables that change behaviour:
PYTHONSTARTUP   : a file that the prompt runs when it starts
PYTHONPATH      : folders, separated by ':', in front of the library in
                  sys.path
PYTHONHASHSEED  : 'random', or a number in [0,4294967295] that makes hashes
                  of str and bytes the same in every run; 0 for no seed
PYTHONIOENCODING: encoding[:errors] of the standard streams
PYTHONBREAKPOINT: what breakpoint() calls; 0 for nothing
PYTHON_COLORS   : 1 for coloured tracebacks, 0 for plain ones
TYPHON_NODE     : the Node that runs Typhon
TYPHON_JIT      : settings of the compiler (--jit)
TYPHON_MEMORY_LIMIT: how much memory objects may take (--memory-limit)
TYPHON_GC       : what says which objects are dead (--gc)
TYPHONLOG       : SECTIONS:FILE writes what the tracing JIT does (jit-log-opt,
                  jit-log-noopt, jit-backend, jit-abort, jit-summary)

These have an option that means the same (see --help for details):
PYTHON_CPU_COUNT: the answer of os.cpu_count() (-X cpu_count)
PYTHONDEBUG     : sets sys.flags.debug (-d)
PYTHONDEVMODE   : development mode (-X dev)
PYTHONDONTWRITEBYTECODE: keep no compiled files (-B)
PYTHONINSPECT   : the prompt after the program (-i)
PYTHONINTMAXSTRDIGITS: most digits between int and str, 0 for no limit
                  (-X int_max_str_digits=N)
PYTHONNODEBUGRANGES: code knows its lines only (-X no_debug_ranges)
PYTHONNOUSERSITE: leave the user's site-packages out (-s)
PYTHONOPTIMIZE  : leave out asserts (-O)
PYTHONFAULTHANDLER: enable the module faulthandler at the start
PYTHONPROFILEIMPORTTIME: tell how long each import takes
                  (-X importtime)
PYTHONPYCACHEPREFIX: the folder that .pyc files go below
                  (-X pycache_prefix)
PYTHONSAFEPATH  : no program's folder in sys.path (-P)
PYTHONTRACEMALLOC: frames of traces of memory (-X tracemalloc)
PYTHONUNBUFFERED: write stdout and stderr at once (-u)
PYTHONUTF8      : UTF-8 mode (-X utf8)
PYTHONVERBOSE   : tell of every import (-v)
PYTHONWARNDEFAULTENCODING: EncodingWarning where no encoding is given
                  (-X warn_default_encoding)
PYTHONWARNINGS  : filters of warnings (-W)
`

const IMPLEMENTATION = `Options of the implementation:
-X cpu_count=N: the answer of os.cpu_count(), 'default' for the machine's;
         also PYTHON_CPU_COUNT
-X dev : development mode: all warnings are shown, and the JavaScript stack
         of internal errors; also PYTHONDEVMODE
-X faulthandler: enable the module of that name at the start; also
         PYTHONFAULTHANDLER
-X gc-stats: tell at the end what memory was used, and how often it was
         collected
-X importtime: tell how long each import takes; also
         PYTHONPROFILEIMPORTTIME
-X int_max_str_digits=N: most digits between int and str, 0 for no limit;
         also PYTHONINTMAXSTRDIGITS
-X no_debug_ranges: code knows its lines only, not its columns; also
         PYTHONNODEBUGRANGES
-X pycache_prefix=PATH: .pyc files go below this folder; also
         PYTHONPYCACHEPREFIX
-X tracemalloc[=N]: trace what makes objects from the start, with N frames each;
         also PYTHONTRACEMALLOC
-X utf8[=0|1]: UTF-8 mode; also PYTHONUTF8
-X warn_default_encoding: EncodingWarning where no encoding is given; also
         PYTHONWARNDEFAULTENCODING
Others go to sys._xoptions, where programs find them, and do nothing else.
`

/** The text of a page of help. */
export function helpText(page: HelpPage, program: string): string {
  switch (page) {
    case 'help':
      return USAGE(program) + OPTIONS
    case 'env':
      return ENVIRONMENT
    case 'xoptions':
      return IMPLEMENTATION
    default:
      return `${USAGE(program)}${OPTIONS}\n${ENVIRONMENT}\n${IMPLEMENTATION}`
  }
}
