// Built-in functions that CPython calls in another way than their parameters let expect, where a program sees it in messages.
//
// Most functions get an array of arguments that generated code takes apart (Argument Clinic). The others are:
//   tuple     parsed from a tuple by a format (PyArg_ParseTuple)
//   stack     parsed from an array by such a format (_PyArg_ParseStack)
//   parsed    parsed with keywords by a format (PyArg_ParseTupleAndKeywords), which takes one argument after the other
//   unnamed   one of the two with a format that does not name the function, and takes all values as they are
//   bare      the same with a format that converts them
//   unpacked  a tuple that is taken apart by itself (PyArg_UnpackTuple, or whatever the function does)
//   array     an array that the function takes apart by itself
//   method    given its class as well (METH_METHOD), and so taken apart as if there were keywords
export type CallForm = 'tuple' | 'stack' | 'parsed' | 'unnamed' | 'bare' | 'unpacked' | 'array' | 'method'

/** Functions of modules, with the module's name. */
const FUNCTIONS: Partial<Record<CallForm, string>> = {
  tuple:
    '_json.scanstring _socket.CMSG_LEN _socket.CMSG_SPACE _socket.gethostbyaddr _socket.gethostbyname _socket.gethostbyname_ex ' +
    '_socket.getnameinfo _socket.getprotobyname _socket.getservbyname _socket.getservbyport _socket.inet_ntop _socket.inet_pton ' +
    '_thread.stack_size time.clock_getres ' +
    'time.clock_settime time.clock_settime_ns time.ctime time.get_clock_info time.gmtime time.localtime time.strftime time.strptime',
  stack: 'posix.sched_setaffinity posix.sched_setparam posix.sched_setscheduler posix.tcsetpgrp',
  parsed: 'grp.getgrnam',
  unnamed: '_decimal.localcontext',
  unpacked: '_functools.reduce time.asctime',
  method: '_csv.field_size_limit _csv.get_dialect _csv.unregister_dialect',
}

/** Constructors, and methods with the name of their type. */
const METHODS: Partial<Record<CallForm, string>> = {
  tuple:
    'date.fromordinal date.__format__ datetime.utcfromtimestamp datetime.strptime datetime.__reduce_ex__ time.__format__ time.__reduce_ex__ ' +
    'socket.getsockopt socket.listen socket.recv socket.recvfrom socket.recvmsg socket.recvmsg_into socket.send socket.sendall ' +
    'socket.sendmsg socket.sendto socket.setsockopt RLock._acquire_restore',
  parsed:
    '_ZlibDecompressor scan_once ContextVar IncrementalEncoder IncrementalDecoder StreamReader StreamWriter date.fromisocalendar date.strftime datetime.fromtimestamp datetime.combine datetime.isoformat time.isoformat time.strftime timezone',
  unnamed:
    'ZoneInfo Context Context.add Context.compare Context.compare_signal Context.divide Context.divide_int ' +
    'Context.divmod Context.max Context.max_mag Context.min Context.min_mag Context.multiply Context.next_toward Context.quantize ' +
    'Context.remainder Context.remainder_near Context.subtract Context.power Context.fma Context.compare_total Context.compare_total_mag ' +
    'Context.copy_sign Context.logical_and Context.logical_or Context.logical_xor Context.rotate Context.same_quantum Context.scaleb ' +
    'Context.shift Context.create_decimal Decimal Decimal.exp Decimal.ln Decimal.log10 Decimal.next_minus Decimal.next_plus ' +
    'Decimal.normalize Decimal.to_integral Decimal.to_integral_exact Decimal.to_integral_value Decimal.sqrt Decimal.compare ' +
    'Decimal.compare_signal Decimal.max Decimal.max_mag Decimal.min Decimal.min_mag Decimal.next_toward Decimal.quantize ' +
    'Decimal.remainder_near Decimal.fma Decimal.is_normal Decimal.is_subnormal Decimal.logb Decimal.logical_invert Decimal.number_class ' +
    'Decimal.to_eng_string Decimal.compare_total Decimal.compare_total_mag Decimal.copy_sign Decimal.same_quantum Decimal.logical_and ' +
    'Decimal.logical_or Decimal.logical_xor Decimal.rotate Decimal.scaleb Decimal.shift Decimal.__format__ Decimal.__round__',
  bare: 'date datetime time _deque_iterator _deque_reverse_iterator',
  unpacked:
    'lock Match.group RLock.__exit__ lock.__exit__ memoryview.__exit__ async_generator.athrow property.__set_name__ Dialect.__reduce__ ' +
    'Dialect.__reduce_ex__ _lru_cache_wrapper.__copy__ _lru_cache_wrapper.__deepcopy__ BufferedRWPair.peek BufferedRWPair.read ' +
    'BufferedRWPair.read1 BufferedRWPair.readinto BufferedRWPair.readinto1 BufferedRWPair.write _RawIOBase.readinto _RawIOBase.write',
  array: 'FrameLocalsProxy.get FrameLocalsProxy.setdefault',
  method:
    'array.__reduce_ex__ array.extend array.fromfile array.tofile xmlparser.ExternalEntityParserCreate xmlparser.Parse xmlparser.ParseFile ' +
    'md5.copy sha1.copy SHA224Type.copy SHA256Type.copy SHA512Type.copy SRE_Scanner.match SRE_Scanner.search arrayiterator.__reduce__ ' +
    'DirEntry.is_symlink BytesIO.getbuffer BufferedRandom.truncate BufferedReader.truncate BufferedWriter.truncate FileIO.close FileIO.read ' +
    'FileIO.readinto FileIO.truncate FileIO.write _IOBase.fileno _IOBase.seek _IOBase.truncate _BufferedIOBase.detach _BufferedIOBase.read _BufferedIOBase.read1 _BufferedIOBase.write ' +
    '_TextIOBase.detach _TextIOBase.read _TextIOBase.readline _TextIOBase.write Pickler.dump PickleBuffer Unpickler.find_class Unpickler.load ' +
    'Unpickler.persistent_load Compress.__copy__ Compress.__deepcopy__ Compress.compress Compress.copy Compress.flush Decompress.__copy__ ' +
    'Decompress.__deepcopy__ Decompress.copy Decompress.flush xmlparser.UseForeignDTD ZoneInfo._unpickle',
}

/** Functions that take their keywords apart by a format that gets no arguments by position. */
export const KEYWORDS_APART: ReadonlySet<string> = new Set(['zip', 'max', 'min'])

type Forms = ReadonlyMap<string, CallForm>

const byName = (names: Partial<Record<CallForm, string>>): Forms =>
  new Map(
    Object.entries(names).flatMap(([form, list]) => list.split(' ').map((name) => [name, form as CallForm] as const)),
  )

export const FUNCTION_FORMS: Forms = byName(FUNCTIONS)
export const METHOD_FORMS: Forms = byName(METHODS)
