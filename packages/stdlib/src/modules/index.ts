// The built-in modules, by name: how importlib finds them.
import type { ModuleDefinition, W_Module } from '@typhon/objspace'
import { abcModule } from './abc.ts'
import { astModule } from './ast/index.ts'
import { atexitModule } from './atexit.ts'
import { contextvarsModule } from './contextvars.ts'
import { gcModule } from './gc/index.ts'
import { stringModule } from './string.ts'
import { structModule } from './struct.ts'
import { unicodedataModule } from './unicodedata/index.ts'
import { arrayModule } from './array/index.ts'
import { jsonModule } from './json/index.ts'
import { binasciiModule } from './binascii.ts'
import { bisectModule } from './bisect.ts'
import { bz2Module } from './bz2/index.ts'
import { builtinsModule } from './builtins/index.ts'
import { codecsModule } from './codecs/index.ts'
import { collectionsModule } from './collections/index.ts'
import { blake2Module, md5Module, sha1Module, sha2Module, sha3Module } from './hashing/index.ts'
import { hashlibModule } from './hashing/openssl.ts'
import { heapqModule } from './heapq.ts'
import { interpretersModule } from './interpreters.ts'
import { impModule } from './imp/index.ts'
import { ioModule } from './io/index.ts'
import { itertoolsModule } from './itertools/index.ts'
import {
  codecsCnModule,
  codecsHkModule,
  codecsIso2022Module,
  codecsJpModule,
  codecsKrModule,
  codecsTwModule,
  multibyteCodecModule,
} from './multibyte/index.ts'
import { marshalModule } from './marshal/index.ts'
import { functoolsModule } from './functools/index.ts'
import { mathModule } from './math/index.ts'
import { cmathModule } from './cmath/index.ts'
import { statisticsModule } from './statistics.ts'
import { opcodeModule } from './opcode.ts'
import { operatorModule } from './operator.ts'
import { pypyjitModule } from './pypyjit/index.ts'
import { pickleModule } from './pickle/index.ts'
import { posixModule } from './posix/index.ts'
import { randomModule } from './random.ts'
import { sreModule } from './sre/index.ts'
import { suggestionsModule } from './suggestions.ts'
import { symtableModule } from './symtable.ts'
import { sysModule } from './sys/index.ts'
import { sysconfigDataModule } from './sysconfig-data.ts'
import { testsinglephaseModule } from './testsinglephase.ts'
import { threadModule } from './thread/index.ts'
import { tokenizeModule } from './tokenize.ts'
import { warningsModule } from './warnings/index.ts'
import { weakrefModule } from './weakref/index.ts'
import { csvModule } from './csv/index.ts'
import { zoneinfoModule } from './zoneinfo/index.ts'
import { datetimeModule } from './datetime/index.ts'
import { decimalModule, pydecimalModule } from './decimal/index.ts'
import { errnoModule } from './errno.ts'
import { expatModule } from './expat/index.ts'
import { faulthandlerModule } from './faulthandler.ts'
import { tracemallocModule } from './tracemalloc.ts'
import { fcntlModule } from './fcntl.ts'
import { grpModule } from './grp.ts'
import { posixsubprocessModule } from './posixsubprocess.ts'
import { pwdModule } from './pwd.ts'
import { resourceModule } from './resource/index.ts'
import { selectModule } from './select/index.ts'
import { signalModule } from './signal/index.ts'
import { termiosModule } from './termios.ts'
import { socketModule } from './socket/index.ts'
import { localeModule } from './locale.ts'
import { lzmaModule } from './lzma/index.ts'
import { statModule } from './stat.ts'
import { timeModule } from './time/index.ts'
import { typingModule } from './typing/index.ts'
import { uuidModule } from './uuid.ts'
import { zlibModule } from './zlib/index.ts'

const DEFINITIONS: readonly ModuleDefinition[] = [
  atexitModule,
  randomModule,
  codecsModule,
  collectionsModule,
  abcModule,
  astModule,
  arrayModule,
  jsonModule,
  binasciiModule,
  bisectModule,
  bz2Module,
  unicodedataModule,
  structModule,
  stringModule,
  opcodeModule,
  gcModule,
  contextvarsModule,
  builtinsModule,
  blake2Module,
  md5Module,
  sha1Module,
  sha2Module,
  sha3Module,
  hashlibModule,
  heapqModule,
  interpretersModule,
  impModule,
  ioModule,
  itertoolsModule,
  marshalModule,
  multibyteCodecModule,
  codecsCnModule,
  codecsHkModule,
  codecsIso2022Module,
  codecsJpModule,
  codecsKrModule,
  codecsTwModule,
  mathModule,
  cmathModule,
  statisticsModule,
  functoolsModule,
  operatorModule,
  pickleModule,
  posixModule,
  pypyjitModule,
  sreModule,
  suggestionsModule,
  symtableModule,
  sysModule,
  sysconfigDataModule,
  testsinglephaseModule,
  threadModule,
  warningsModule,
  weakrefModule,
  csvModule,
  datetimeModule,
  zoneinfoModule,
  decimalModule,
  pydecimalModule,
  errnoModule,
  expatModule,
  faulthandlerModule,
  tracemallocModule,
  fcntlModule,
  grpModule,
  posixsubprocessModule,
  pwdModule,
  resourceModule,
  selectModule,
  signalModule,
  socketModule,
  termiosModule,
  localeModule,
  lzmaModule,
  statModule,
  timeModule,
  tokenizeModule,
  typingModule,
  uuidModule,
  zlibModule,
]

const byName = new Map(DEFINITIONS.map((d) => [d.name, d]))

/** Names of all built-in modules. */
export const builtinModuleNames: readonly string[] = [...byName.keys()].sort()

/** Whether there is a built-in module of this name. */
export function isBuiltinModule(name: string): boolean {
  return byName.has(name)
}

/** A new module object of the built-in module `name`, or undefined. */
export function createBuiltinModule(name: string): W_Module | undefined {
  return byName.get(name)?.create()
}
