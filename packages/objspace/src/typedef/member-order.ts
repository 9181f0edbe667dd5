// Where members stand in the namespaces of built-in types whose declarations keep together what belongs together, or share it with
// other types: `vars(str)`, `dir()` of types and `help()` show CPython's order. Slots come first (define.ts) and are not named here.

/** Types, and their methods, members, computed attributes and constants in order. */
const ORDERS: readonly (readonly [types: string, members: string])[] = [
  [
    '_blake2.blake2b _blake2.blake2s',
    'copy digest hexdigest update name block_size digest_size SALT_SIZE PERSON_SIZE MAX_KEY_SIZE MAX_DIGEST_SIZE',
  ],
  ['_contextvars.Context', 'get items keys values copy run'],
  [
    '_csv.Dialect',
    '__reduce__ __reduce_ex__ skipinitialspace doublequote strict delimiter escapechar lineterminator quotechar quoting',
  ],
  ['_hashlib.HASH _hashlib.HMAC', 'update digest hexdigest copy digest_size block_size name'],
  ['_io.BufferedRWPair', 'read peek read1 readinto readinto1 write flush readable writable close isatty closed'],
  [
    '_io.BufferedRandom',
    'close detach seekable readable writable fileno isatty _dealloc_warn flush seek tell truncate read read1 readinto readinto1 ' +
      'readline peek write __sizeof__ __reduce__ __reduce_ex__ raw _finalizing closed name mode',
  ],
  [
    '_io.BufferedReader',
    'detach flush close seekable readable fileno isatty _dealloc_warn read peek read1 readinto readinto1 readline seek tell ' +
      'truncate __sizeof__ __reduce__ __reduce_ex__ raw _finalizing closed name mode',
  ],
  [
    '_io.BufferedWriter',
    'close detach seekable writable fileno isatty _dealloc_warn write truncate flush seek tell __sizeof__ __reduce__ __reduce_ex__ ' +
      'raw _finalizing closed name mode',
  ],
  [
    '_io.BytesIO',
    'readable seekable writable close flush isatty tell write writelines read1 readinto readline readlines read getbuffer getvalue ' +
      'seek truncate __getstate__ __setstate__ __sizeof__ closed',
  ],
  [
    '_io.FileIO',
    'read readall readinto write seek tell truncate close seekable readable writable fileno isatty _dealloc_warn __reduce__ ' +
      '__reduce_ex__ _blksize _finalizing closed closefd mode',
  ],
  [
    '_io.StringIO',
    'close getvalue read readline tell truncate seek write seekable readable writable __getstate__ __setstate__ closed newlines ' +
      'line_buffering',
  ],
  [
    '_io.TextIOWrapper',
    'detach reconfigure write read readline flush close fileno seekable readable writable isatty seek tell truncate __reduce__ ' +
      '__reduce_ex__ encoding buffer line_buffering write_through _finalizing name closed newlines errors _CHUNK_SIZE',
  ],
  ['_io._BufferedIOBase', 'detach read read1 readinto readinto1 write'],
  [
    '_io._IOBase',
    'seek tell truncate flush close seekable readable writable _checkClosed _checkSeekable _checkReadable _checkWritable fileno ' +
      'isatty __enter__ __exit__ readline readlines writelines __dict__ closed',
  ],
  ['_lzma.LZMADecompressor', 'decompress check eof needs_input unused_data'],
  [
    '_md5.md5 _sha1.sha1 _sha2.SHA224Type _sha2.SHA256Type _sha2.SHA384Type _sha2.SHA512Type',
    'copy digest hexdigest update block_size name digest_size',
  ],
  ['_pickle.Pickler', 'persistent_id dump clear_memo __sizeof__ bin fast dispatch_table memo'],
  ['_pickle.Unpickler', 'persistent_load load find_class __sizeof__ memo'],
  [
    '_sha3.sha3_224 _sha3.sha3_256 _sha3.sha3_384 _sha3.sha3_512 _sha3.shake_128 _sha3.shake_256',
    'copy digest hexdigest update block_size name digest_size _capacity_bits _rate_bits _suffix',
  ],
  [
    '_socket.socket',
    '_accept bind close connect connect_ex detach fileno getpeername getsockname getsockopt listen recv recv_into recvfrom ' +
      'recvfrom_into send sendall sendto setblocking getblocking settimeout gettimeout setsockopt shutdown recvmsg recvmsg_into ' +
      'sendmsg sendmsg_afalg family type proto timeout',
  ],
  ['_struct.Struct', 'iter_unpack pack pack_into unpack unpack_from __sizeof__ format size'],
  [
    '_thread.RLock',
    'acquire release _is_owned _acquire_restore _release_save _recursion_count __enter__ __exit__ _at_fork_reinit',
  ],
  ['_thread._ThreadHandle', 'join _set_done is_done ident'],
  ['_thread.lock', 'acquire_lock acquire release_lock release locked_lock locked __enter__ __exit__ _at_fork_reinit'],
  [
    'array.array',
    'append buffer_info byteswap clear __copy__ count __deepcopy__ extend fromfile fromlist frombytes fromunicode index insert pop ' +
      '__reduce_ex__ remove reverse tofile tolist tobytes tounicode __sizeof__ __class_getitem__ typecode itemsize',
  ],
  [
    'BaseException',
    '__reduce__ __setstate__ with_traceback add_note __suppress_context__ __dict__ args __traceback__ __context__ __cause__',
  ],
  ['BaseExceptionGroup', '__class_getitem__ derive split subgroup message exceptions'],
  [
    'async_generator',
    'asend athrow aclose __sizeof__ __class_getitem__ ag_running __name__ __qualname__ ag_await ag_frame ag_code ag_suspended',
  ],
  ['builtin_function_or_method', '__reduce__ __name__ __qualname__ __self__ __text_signature__'],
  [
    'bytearray',
    '__alloc__ __reduce__ __reduce_ex__ __sizeof__ append capitalize center clear copy count decode endswith expandtabs extend ' +
      'find fromhex hex index insert isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip ' +
      'maketrans partition pop remove replace removeprefix removesuffix reverse rfind rindex rjust rpartition rsplit rstrip split ' +
      'splitlines startswith strip swapcase title translate upper zfill',
  ],
  [
    'bytes',
    '__getnewargs__ __bytes__ capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii ' +
      'isdigit islower isspace istitle isupper join ljust lower lstrip maketrans partition replace removeprefix removesuffix rfind ' +
      'rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill',
  ],
  ['classmethod_descriptor', '__objclass__ __name__ __qualname__ __text_signature__'],
  [
    'code',
    '__sizeof__ co_lines co_positions replace _varname_from_oparg __replace__ co_argcount co_posonlyargcount co_kwonlyargcount ' +
      'co_stacksize co_flags co_nlocals co_consts co_names co_filename co_name co_qualname co_firstlineno co_linetable ' +
      'co_exceptiontable co_lnotab _co_code_adaptive co_varnames co_cellvars co_freevars co_code',
  ],
  ['complex', 'conjugate __complex__ __getnewargs__ __format__ real imag'],
  [
    'coroutine',
    'send throw close __sizeof__ __class_getitem__ cr_origin __name__ __qualname__ cr_await cr_running cr_frame cr_code ' +
      'cr_suspended',
  ],
  [
    'dict',
    '__getitem__ __contains__ __sizeof__ get setdefault pop popitem keys items values update fromkeys clear copy __reversed__ ' +
      '__class_getitem__',
  ],
  ['dict_items dict_keys', 'isdisjoint __reversed__ mapping'],
  [
    'float',
    'conjugate __trunc__ __floor__ __ceil__ __round__ as_integer_ratio fromhex hex is_integer __getnewargs__ __getformat__ ' +
      '__format__ real imag',
  ],
  [
    'frame',
    'clear __sizeof__ f_trace_lines f_back f_locals f_lineno f_trace f_lasti f_globals f_builtins f_code f_trace_opcodes',
  ],
  [
    'frozenset',
    '__contains__ copy difference intersection isdisjoint issubset issuperset __reduce__ __sizeof__ symmetric_difference union ' +
      '__class_getitem__',
  ],
  [
    'function',
    '__closure__ __globals__ __builtins__ __code__ __defaults__ __kwdefaults__ __annotations__ __dict__ __name__ __qualname__ ' +
      '__type_params__',
  ],
  [
    'generator',
    'send throw close __sizeof__ __class_getitem__ __name__ __qualname__ gi_yieldfrom gi_running gi_frame gi_suspended gi_code',
  ],
  ['getset_descriptor', '__objclass__ __name__ __qualname__'],
  [
    'int',
    'conjugate bit_length bit_count to_bytes from_bytes as_integer_ratio __trunc__ __floor__ __ceil__ __round__ __getnewargs__ ' +
      '__format__ __sizeof__ is_integer real imag numerator denominator',
  ],
  [
    'list',
    '__getitem__ __reversed__ __sizeof__ clear copy append insert extend pop remove index count reverse sort __class_getitem__',
  ],
  ['mappingproxy', 'get keys values items copy __class_getitem__ __reversed__'],
  ['member_descriptor', '__reduce__ __objclass__ __name__ __qualname__'],
  [
    'memoryview',
    'release tobytes hex tolist cast toreadonly _from_flags __enter__ __exit__ obj nbytes readonly itemsize format ndim shape ' +
      'strides suboffsets c_contiguous f_contiguous contiguous',
  ],
  ['method-wrapper', '__reduce__ __self__ __objclass__ __name__ __qualname__ __text_signature__'],
  ['method_descriptor wrapper_descriptor', '__reduce__ __objclass__ __name__ __qualname__ __text_signature__'],
  [
    'object',
    '__reduce_ex__ __reduce__ __getstate__ __subclasshook__ __init_subclass__ __format__ __sizeof__ __dir__ __class__',
  ],
  ['range', '__reversed__ __reduce__ count index start stop step'],
  [
    'set',
    '__contains__ add clear copy discard difference difference_update intersection intersection_update isdisjoint issubset ' +
      'issuperset pop __reduce__ remove __sizeof__ symmetric_difference symmetric_difference_update union update __class_getitem__',
  ],
  [
    'str',
    'encode replace split rsplit join capitalize casefold title center count expandtabs find partition index ljust lower lstrip ' +
      'rfind rindex rjust rstrip rpartition splitlines strip swapcase translate upper startswith endswith removeprefix removesuffix ' +
      'isascii islower isupper istitle isspace isdecimal isdigit isnumeric isalpha isalnum isidentifier isprintable zfill format ' +
      'format_map __format__ maketrans __sizeof__ __getnewargs__',
  ],
  ['tuple', '__getnewargs__ index count __class_getitem__'],
  [
    'type',
    'mro __subclasses__ __prepare__ __instancecheck__ __subclasscheck__ __dir__ __sizeof__ __basicsize__ __itemsize__ __flags__ ' +
      '__weakrefoffset__ __base__ __dictoffset__ __name__ __qualname__ __bases__ __mro__ __module__ __abstractmethods__ __dict__ ' +
      '__doc__ __text_signature__ __annotations__ __type_params__',
  ],
  [
    'collections.deque',
    'append appendleft clear __copy__ copy count extend extendleft index insert pop popleft __reduce__ remove __reversed__ reverse ' +
      'rotate __sizeof__ __class_getitem__ maxlen',
  ],
  [
    'datetime.date',
    'fromtimestamp fromordinal fromisoformat fromisocalendar today ctime strftime __format__ timetuple isocalendar ' +
      'isoformat isoweekday toordinal weekday replace __replace__ __reduce__ year month day min max resolution',
  ],
  [
    'datetime.datetime',
    'now utcnow fromtimestamp utcfromtimestamp strptime combine fromisoformat date time timetz ctime timetuple timestamp ' +
      'utctimetuple isoformat utcoffset tzname dst replace __replace__ astimezone __reduce_ex__ __reduce__ hour minute second ' +
      'microsecond tzinfo fold min max resolution',
  ],
  [
    'datetime.time',
    'isoformat strftime __format__ utcoffset tzname dst replace __replace__ fromisoformat __reduce_ex__ __reduce__ hour ' +
      'minute second microsecond tzinfo fold min max resolution',
  ],
  [
    'decimal.Context',
    'abs exp ln log10 minus next_minus next_plus normalize plus to_integral to_integral_exact to_integral_value sqrt add ' +
      'compare compare_signal divide divide_int divmod max max_mag min min_mag multiply next_toward quantize remainder ' +
      'remainder_near subtract power fma Etiny Etop radix is_canonical is_finite is_infinite is_nan is_normal is_qnan ' +
      'is_signed is_snan is_subnormal is_zero _apply canonical copy_abs copy_decimal copy_negate logb logical_invert ' +
      'number_class to_sci_string to_eng_string compare_total compare_total_mag copy_sign logical_and logical_or logical_xor ' +
      'rotate same_quantum scaleb shift clear_flags clear_traps __copy__ __reduce__ copy create_decimal ' +
      'create_decimal_from_float prec Emax Emin rounding capitals clamp',
  ],
  [
    'decimal.Decimal',
    'exp ln log10 next_minus next_plus normalize to_integral to_integral_exact to_integral_value sqrt compare ' +
      'compare_signal max max_mag min min_mag next_toward quantize remainder_near fma is_canonical is_finite is_infinite ' +
      'is_nan is_qnan is_snan is_signed is_zero is_normal is_subnormal adjusted canonical conjugate radix copy_abs ' +
      'copy_negate logb logical_invert number_class to_eng_string compare_total compare_total_mag copy_sign same_quantum ' +
      'logical_and logical_or logical_xor rotate scaleb shift from_float as_tuple as_integer_ratio __copy__ __deepcopy__ ' +
      '__format__ __reduce__ __round__ __ceil__ __floor__ __trunc__ __complex__ __sizeof__ real imag',
  ],
  ['itertools.chain', 'from_iterable __reduce__ __setstate__ __class_getitem__'],
  ['posix.ScandirIterator', '__enter__ __exit__ close'],
  [
    'pyexpat.xmlparser',
    'Parse ParseFile SetBase GetBase GetInputContext ExternalEntityParserCreate SetParamEntityParsing UseForeignDTD ' +
      'SetReparseDeferralEnabled GetReparseDeferralEnabled intern ErrorCode ErrorLineNumber ErrorColumnNumber ErrorByteIndex ' +
      'CurrentLineNumber CurrentColumnNumber CurrentByteIndex buffer_size buffer_text buffer_used namespace_prefixes ' +
      'ordered_attributes specified_attributes StartElementHandler EndElementHandler ProcessingInstructionHandler ' +
      'CharacterDataHandler UnparsedEntityDeclHandler NotationDeclHandler StartNamespaceDeclHandler EndNamespaceDeclHandler ' +
      'CommentHandler StartCdataSectionHandler EndCdataSectionHandler DefaultHandler DefaultHandlerExpand NotStandaloneHandler ' +
      'ExternalEntityRefHandler StartDoctypeDeclHandler EndDoctypeDeclHandler EntityDeclHandler XmlDeclHandler ElementDeclHandler ' +
      'AttlistDeclHandler SkippedEntityHandler',
  ],
  ['select.epoll', 'fromfd close fileno modify register unregister poll __enter__ __exit__ closed'],
  [
    'typing.ParamSpec',
    '__typing_subst__ __typing_prepare_subst__ has_default __reduce__ __mro_entries__ __name__ __bound__ __covariant__ ' +
      '__contravariant__ __infer_variance__ args kwargs __default__',
  ],
  [
    'typing.TypeVar',
    '__typing_subst__ __typing_prepare_subst__ __reduce__ has_default __mro_entries__ __name__ __covariant__ __contravariant__ ' +
      '__infer_variance__ __bound__ __constraints__ __default__',
  ],
  [
    'typing.TypeVarTuple',
    '__typing_subst__ __typing_prepare_subst__ __reduce__ has_default __mro_entries__ __name__ __default__',
  ],
  [
    'unicodedata.UCD',
    'decimal digit numeric category bidirectional combining mirrored east_asian_width decomposition name lookup is_normalized ' +
      'normalize unidata_version',
  ],
  [
    'zoneinfo.ZoneInfo',
    'clear_cache no_cache from_file utcoffset dst tzname fromutc __reduce__ _unpickle __init_subclass__ key',
  ],
]

const byType = new Map(ORDERS.flatMap(([types, members]) => types.split(' ').map((type) => [type, members] as const)))

/** The order of a type's members, where it is not that of their declarations. */
export function memberOrder(type: string): readonly string[] {
  return byType.get(type)?.split(' ') ?? []
}
