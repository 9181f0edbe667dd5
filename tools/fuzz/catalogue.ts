/**
 * What can be called: methods by the kind of their receiver, and functions, with the kinds of arguments that suit them.
 *
 * `index(str, int?, int?)`: a question mark where an argument may be missing, a star where it may be repeated, a name and `=`
 * where it is given by keyword. The kinds are those of values.ts and the words of WORDS.
 */
import type { Kind } from './values.ts'

/** Kinds that only arguments have. */
export const WORDS = {
  character: '0 65 255 256 8364 55296 57343 1114111 1114112 -1 128512',
  encoding:
    "'utf-8' 'ascii' 'latin-1' 'utf-16' 'utf-32' 'utf-8-sig' 'utf-7' 'cp1252' 'unicode_escape' 'raw_unicode_escape' 'idna' 'punycode' 'utf-16-le' 'UTF8' 'nope' 'rot13' 'hex' 'cp437' 'charmap'",
  errors:
    "'strict' 'ignore' 'replace' 'xmlcharrefreplace' 'backslashreplace' 'namereplace' 'surrogateescape' 'surrogatepass' 'nope'",
  order: "'little' 'big' 'x'",
  format:
    "'i' 'B' 'b' 'H' 'q' 'd' 'f' 'c' '2s' '<i' '>hH' '?' 'x' 'p' '3x' '!I' '@l' 'e' 'n' 'P' 'z' '<n' '0s' '5p' 'iB' '2i' '99' ' i' '<Q'",
  path: "'a' 'b' 'x' '__class__' '__module__' '__name__' '__qualname__' 'real' 'n'",
  pattern:
    "'a' '' 'a*' '(a)(b)?' '[a-c]+' 'a|b' '^a' '\\\\w+' '(?P<n>a)' '(?i)A' '\\\\b' 'a{2,}' '(?=a)' 'b$' '.' '(?s).' '[^a]' '\\\\s' '\\\\d+' '(?:ab)+' '(' '*' 'a**' '(a)|b' '(?<=a)b' 'a+?' '(?P=n)' '\\\\1' '(a+)+$'",
  replacement: "'x' '' '\\\\g<0>' '\\\\1' '\\\\g<n>' '\\\\n' '\\\\' '\\\\g<9>' 'lambda m: m.group().upper()'",
  date: 'datetime.date(2024,2,29) datetime.date(1,1,1) datetime.date(9999,12,31) datetime.date(1970,1,1) datetime.datetime(2024,2,29,12,30,45,123456) datetime.datetime(1,1,1) datetime.datetime(9999,12,31,23,59,59,999999) datetime.datetime(2020,1,1,tzinfo=datetime.timezone.utc) datetime.datetime(2020,6,1,fold=1)',
  delta:
    'datetime.timedelta() datetime.timedelta(1) datetime.timedelta(-1,1,1) datetime.timedelta.max datetime.timedelta.min datetime.timedelta(0,3600) datetime.timedelta(microseconds=1) datetime.timedelta(0.5)',
  time: 'datetime.time() datetime.time(12,30) datetime.time(23,59,59,999999) datetime.time(1,2,tzinfo=datetime.timezone.utc) datetime.time(1,fold=1)',
  decimal:
    "decimal.Decimal() decimal.Decimal('1.5') decimal.Decimal('-0') decimal.Decimal('NaN') decimal.Decimal('sNaN') decimal.Decimal('inf') decimal.Decimal('1e-10') decimal.Decimal('123456789.987654321') decimal.Decimal('1E+20') decimal.Decimal('-7') decimal.Decimal('0.1') decimal.Decimal('1e9999')",
  fraction: 'fractions.Fraction() fractions.Fraction(1,3) fractions.Fraction(-7,2) fractions.Fraction(10**20,3)',
  deque:
    "collections.deque() collections.deque([1,2,3]) collections.deque('abc',2) collections.deque([3,1,2],maxlen=5) collections.deque(maxlen=0)",
  ordered: 'collections.OrderedDict() collections.OrderedDict(a=1,b=2) collections.OrderedDict([(1,2),(3,4),(5,6)])',
  defaultdict:
    'collections.defaultdict() collections.defaultdict(list) collections.defaultdict(int,a=1) collections.defaultdict(lambda:1/0,{1:2})',
  counter: "collections.Counter() collections.Counter('abca') collections.Counter(a=3,b=-1)",
  array:
    "array.array('i') array.array('i',[1,2,3]) array.array('b',b'abc') array.array('d',[1.5,-0.0]) array.array('u','abc') array.array('Q',[2**63]) array.array('B',[255,0])",
  typecode: "'i' 'b' 'B' 'd' 'f' 'u' 'w' 'Q' 'q' 'H' 'x' 'ii' 1",
  match: "re.match('(a)(?P<n>b)?','abc') re.search('b+','abbb') re.match('(x)?','y')",
  struct: "struct.Struct('i') struct.Struct('<hB') struct.Struct('')",
  mappingproxy: "types.MappingProxyType({}) types.MappingProxyType({1:2,'a':3})",
  namespace: 'types.SimpleNamespace() types.SimpleNamespace(a=1,b=2)',
  point: 'Point(1) Point(1,2) Point("a",[])',
  data: 'Data(1) Data(2,[1])',
  partial: 'functools.partial(print_) functools.partial(print_,1,a=2) functools.partial(int,base=2)',
  alias: 'list[int] dict[str,int] tuple[int,...] list[int]|None int|str type[C] int|None',
  property: 'property() property(lambda s:1) property(len,doc="d")',
  cell: '(lambda x:lambda:x)(1).__closure__[0]',
  generator: '(x for x in [1,2,3]) (lambda:(yield 1))() (lambda:(yield))()',
  text: 'io.StringIO() io.StringIO("a\\nb\\r\\nc") io.StringIO("abc",None) io.StringIO("a\\r\\nb","")',
  buffer: 'io.BytesIO() io.BytesIO(b"a\\nbc") io.BytesIO(b"abc")',
  code: "compile('1','f','eval') (lambda x,*y,z=1:x).__code__",
  module: "types.ModuleType('m') types.ModuleType('m','d')",
  method: 'C().method [].append "a".join dict.fromkeys [].__add__ int.__add__ str.upper object().__str__',
  colour: 'Colour.RED Colour.BLUE Flag.A Flag.A|Flag.B Flag(0)',
} as const

export type Argument = Kind | keyof typeof WORDS

const CONVERSIONS =
  '__abs__() __bool__() __float__() __int__() __index__() __neg__() __pos__() __invert__() __round__(int?) __trunc__() __floor__() __ceil__() __complex__() __divmod__(number) __pow__(small,int?) ' +
  '__add__(number) __radd__(number) __sub__(number) __mul__(number) __rmul__(int) __mod__(number) __rmod__(number) __floordiv__(number) __truediv__(number) __rsub__(number) __rfloordiv__(number) __rdivmod__(number) __rtruediv__(number)'
/** What every value has. */
export const OF_ALL =
  '__lt__(any) __le__(any) __eq__(any) __ne__(any) __gt__(any) __ge__(any) __hash__() __repr__() __str__() __format__(str) __sizeof__() __getattribute__(path) __setattr__(path,any) __delattr__(path) __reduce_ex__(int) __init__(any?) __class__() __init_subclass__() __subclasshook__(any)'
const TEXT =
  'capitalize() center(int,self?) count(self,int?,int?) endswith(self,int?,int?) startswith(self,int?,int?) endswith(tuple) startswith(tuple) expandtabs(int?) expandtabs(tabsize=int) find(self,int?,int?) index(self,int?,int?) ' +
  'isalnum() isalpha() isascii() isdigit() islower() isspace() istitle() isupper() join(list) join(iterable) ljust(int,self?) lower() lstrip(self?) partition(self) removeprefix(self) removesuffix(self) replace(self,self,int?) replace(self,self,count=int) rfind(self,int?,int?) ' +
  'rindex(self,int?,int?) rjust(int,self?) rpartition(self) rsplit(self?,int?) rsplit(sep=self,maxsplit=int) rstrip(self?) split(self?,int?) split(none,int) split(maxsplit=int) splitlines(bool?) splitlines(keepends=bool) strip(self?) swapcase() title() translate(self) upper() zfill(int) __contains__(self) __contains__(any) ' +
  '__getitem__(int) __getitem__(slice) __len__() __iter__() __mul__(int) __rmul__(int) __add__(self) __mod__(any) __rmod__(any) __getnewargs__()'
const SETS =
  'copy() difference(iterable*) intersection(iterable*) isdisjoint(iterable) issubset(iterable) issuperset(iterable) symmetric_difference(iterable) union(iterable*) __and__(set) __or__(frozenset) __sub__(set) __xor__(any) __rand__(set) __rsub__(set) __contains__(any) __len__() __iter__()'
const READS = '__getitem__(int) __getitem__(slice) __getitem__(any) __len__() __iter__() __contains__(any)'
const SEQUENCE = `${READS} count(any) index(any,int?,int?) __add__(self) __mul__(int) __rmul__(int)`
const DICT =
  'clear() copy() get(hashable,any?) get(any) items() keys() values() pop(hashable,any?) popitem() setdefault(hashable,any?) update(dict) update(iterable) update(any) update(dict,a=any) __contains__(any) __getitem__(any) __setitem__(any,any) __delitem__(any) __len__() __iter__() __reversed__() __or__(dict) __ror__(dict) __ior__(any)'
const FILE =
  'read(int?) readline(int?) readlines(int?) write(any) writelines(iterable) seek(int,int?) tell() truncate(int?) getvalue() close() closed() readable() writable() seekable() fileno() isatty() flush() detach() __enter__() __exit__(none,none,none) __next__() __iter__()'

/** Methods by what has them; all have those of OF_ALL as well. */
export const METHODS: Partial<Record<Argument, string>> = {
  int: `as_integer_ratio() bit_count() bit_length() conjugate() is_integer() to_bytes(int?,order?) to_bytes(int,order,signed=bool) from_bytes(bytes,order?) from_bytes(iterable,order,signed=bool) ${CONVERSIONS} __and__(int) __or__(int) __xor__(int) __lshift__(small) __rshift__(int) __getnewargs__()`,
  number: `as_integer_ratio() bit_count() bit_length() to_bytes(int,order?) to_bytes(int,order,signed=bool) ${CONVERSIONS}`,
  bool: `as_integer_ratio() bit_length() to_bytes() ${CONVERSIONS} __and__(any) __or__(any) __xor__(any) __rand__(any)`,
  float: `as_integer_ratio() conjugate() hex() is_integer() fromhex(str) ${CONVERSIONS} __getformat__(str) __getnewargs__() from_number(any)`,
  complex: `conjugate() ${CONVERSIONS} __getnewargs__()`,
  str: `${TEXT} casefold() encode(encoding?,errors?) encode(errors=errors) format(any*) format_map(dict) isdecimal() isidentifier() isnumeric() isprintable() maketrans(any,any?,any?) maketrans(str,str,str?) translate(dict) translate(any) title()`,
  bytes: `${TEXT} decode(encoding?,errors?) fromhex(str) hex(self?,int?) hex(sep=str,bytes_per_sep=int) maketrans(bytes,bytes) translate(bytes,delete=bytes) translate(none,bytes) find(int) count(int) __bytes__() __buffer__(int)`,
  bytearray: `${TEXT} decode(encoding?,errors?) hex(self?,int?) append(int) clear() copy() extend(iterable) insert(int,int) pop(int?) remove(int) reverse() __setitem__(int,int) __setitem__(slice,bytes) __setitem__(slice,any) __delitem__(any) __iadd__(any) __imul__(int) __alloc__()`,
  memoryview: `tobytes(str?) tolist() hex(str?) cast(format,any?) cast(format,shape=tuple) release() toreadonly() ${READS} __setitem__(any,any) __setitem__(slice,bytes) __delitem__(any) __enter__() __exit__() _from_flags(any,int) __buffer__(int) __release_buffer__(any)`,
  list: `append(any) clear() copy() extend(iterable) extend(any) insert(int,any) pop(int?) remove(any) reverse() sort() sort(key=function) sort(reverse=any) sort(key=function,reverse=bool) ${SEQUENCE} __setitem__(int,any) __setitem__(slice,iterable) __setitem__(slice,any) __delitem__(any) __iadd__(any) __imul__(any) __reversed__() __class_getitem__(any)`,
  tuple: `${SEQUENCE} __getnewargs__() __class_getitem__(any)`,
  range: `${READS} count(any) index(any) __reversed__() __bool__()`,
  dict: `${DICT} fromkeys(iterable,any?) __class_getitem__(any)`,
  set: `${SETS} add(any) clear() discard(any) difference_update(iterable*) intersection_update(iterable*) pop() remove(any) symmetric_difference_update(iterable) update(iterable*) __iand__(any) __ior__(any) __ixor__(set) __isub__(set) __reduce__()`,
  frozenset: SETS,
  view: '__len__() __iter__() __contains__(any) __and__(iterable) __or__(iterable) __sub__(iterable) __xor__(iterable) __rand__(iterable) __ror__(iterable) __rsub__(iterable) isdisjoint(iterable) __reversed__() mapping() __lt__(set)',
  slice: 'indices(int) indices(any)',
  iterator: '__next__() __iter__() __length_hint__() __reduce__() __setstate__(any)',
  none: '__bool__()',
  type: 'mro() __subclasses__() __instancecheck__(any) __subclasscheck__(any) __call__(any*) __or__(any) __ror__(any) __prepare__() __new__(any*)',
  exception: 'add_note(any) with_traceback(any) __setstate__(any) __reduce__() split(type) subgroup(type) derive(list)',
  function: '__call__(any*) __get__(any,any?)',
  object:
    '__call__(any*) __len__() __iter__() __index__() __bool__() __add__(any) __getitem__(any) __contains__(any) __enter__()',
  date: 'isoformat() isoformat(str?) isoformat(timespec=str) isoweekday() weekday() isocalendar() replace(int?,int?,int?) replace(day=any) strftime(str) timetuple() toordinal() ctime() __add__(delta) __sub__(delta) __sub__(date) timestamp() utcoffset() date() time() timetz() astimezone(any?) dst() tzname() fromisoformat(str) fromordinal(int) fromtimestamp(number) strptime(str,str) combine(date,time) __format__(str)',
  delta:
    'total_seconds() __add__(any) __sub__(delta) __mul__(real) __truediv__(any) __floordiv__(any) __mod__(delta) __divmod__(delta) __neg__() __abs__() __bool__()',
  time: 'isoformat(str?) replace(any?,any?) strftime(str) utcoffset() fromisoformat(str) tzname()',
  decimal: `${CONVERSIONS} __add__(decimal) __mul__(decimal) __truediv__(decimal) __mod__(decimal) quantize(decimal) sqrt() ln() log10() exp() as_tuple() as_integer_ratio() normalize() to_integral_value() compare(decimal) adjusted() is_nan() is_finite() scaleb(decimal) rotate(int) number_class() same_quantum(decimal) next_plus() copy_sign(decimal) fma(decimal,decimal) to_eng_string() remainder_near(decimal) logical_and(decimal) shift(int) max(decimal) min(any) from_float(any)`,
  fraction: `${CONVERSIONS} limit_denominator(int) as_integer_ratio() __pow__(small)`,
  deque: `append(any) appendleft(any) clear() copy() count(any) extend(iterable) extendleft(iterable) index(any,int?,int?) insert(int,any) pop() popleft() remove(any) reverse() rotate(int?) ${READS} __setitem__(int,any) __delitem__(any) __add__(any) __iadd__(any) __mul__(int) __imul__(any) __reversed__()`,
  ordered: `${DICT} move_to_end(any,bool?) move_to_end(any,last=any) popitem(bool?)`,
  defaultdict: `${DICT} __missing__(any)`,
  counter: `${DICT} elements() most_common(int?) subtract(iterable) total() __add__(counter) __sub__(counter) __and__(counter) __pos__() __neg__()`,
  array: `append(any) buffer_info(int) byteswap() count(any) extend(any) extend(array) frombytes(bytes) fromlist(list) fromunicode(str) index(any,int?,int?) insert(int,any) pop(int?) remove(any) reverse() tobytes() tolist() tounicode() __setitem__(any,any) __setitem__(slice,array) __delitem__(any) ${READS} __add__(any) __iadd__(any) __mul__(int) __imul__(any)`,
  match:
    'group(any*) group(int) groups(any?) groupdict(any?) start(any?) end(any?) span(any?) expand(replacement) __getitem__(any) __copy__()',
  struct: 'pack(any*) unpack(bytes) unpack_from(bytes,int?) iter_unpack(bytes) pack_into(bytearray,int,any*)',
  mappingproxy:
    'get(any,any?) items() keys() values() copy() __getitem__(any) __or__(any) __ior__(any) __contains__(any) __reversed__() __len__()',
  namespace: '__replace__(a=any) __init__(any)',
  point: `${SEQUENCE} _replace(x=any) _replace(z=any) _asdict() _make(iterable)`,
  partial: '__call__(any*) __setstate__(any) __reduce__()',
  alias:
    '__getitem__(any) __call__(any*) __or__(any) __ror__(any) __instancecheck__(any) __subclasscheck__(any) __mro_entries__(any)',
  property:
    '__get__(any,any?) __set__(any,any) __delete__(any) getter(any) setter(any) deleter(any) __set_name__(any*)',
  generator: '__next__() send(any) throw(any) throw(type) throw(exception) close() __iter__()',
  text: FILE,
  buffer: `${FILE} read1(int?) readinto(bytearray) readinto(any) getbuffer()`,
  code: '__hash__() __eq__(any)',
  module: '__init__(any*)',
  method: '__call__(any*) __get__(any)',
  colour: '__or__(any) __and__(any) __contains__(any) __invert__()',
}

/** Functions, by their module; those of `builtins` stand without one. */
export const FUNCTIONS: Record<string, string> = {
  builtins:
    'abs(any) all(iterable) any(iterable) ascii(any) bin(any) bool(any) bytes(any) bytes(str,encoding,errors?) bytes(iterable) bytearray(any?) bytearray(str,encoding) bytes(int) callable(any) chr(character) chr(any) complex(any?,any?) complex(str) complex(real,real) complex(imag=any) delattr(any,path) dict(any) dict(iterable) dict(a=any) dir(none) ' +
    'divmod(real,real) divmod(any,any) enumerate(iterable,any?) enumerate(iterable,start=any) eval(str) filter(function,iterable) float(any) float(str) format(any,str) frozenset(any) getattr(any,path,any?) getattr(any,any) hasattr(any,path) hasattr(any,any) hash(any) hex(any) int(any?) int(str,int) int(any,base=any) int(bytes,int) isinstance(any,type) isinstance(any,any) isinstance(any,tuple) ' +
    'issubclass(type,type) issubclass(any,any) issubclass(type,tuple) iter(any) iter(function,any) len(any) list(any) list(iterable) map(function,iterable,iterable?) map(function,any) max(any) max(list) max(iterable,key=function) max(iterable,default=any) max(any,any,any*) min(list) min(iterable,key=function,default=any) min(any,any) next(iterator,any?) next(any) ' +
    'oct(any) ord(any) ord(str) pow(real,small) pow(any,small) pow(int,int,int) pow(number,int,number) pow(any,small,mod=any) range(any) range(int,int,int?) repr(any) reversed(any) round(real,any?) round(real,int) round(any,ndigits=any) set(any) setattr(any,path,any) setattr(any,any,any) slice(any,any?,any?) sorted(any) sorted(list) sorted(iterable,key=function) sorted(iterable,reverse=any) ' +
    'str(any) str(any,any) str(bytes,encoding?,errors?) str(bytes,errors=errors) str(object=any) sum(list) sum(iterable,any?) sum(iterable,start=any) tuple(any) type(any) type(str,tuple,dict) vars(any) zip(iterable,iterable*) zip(any,iterable,strict=any) zip(iterable,iterable,strict=bool) object(any?) memoryview(any) staticmethod(any) classmethod(any) property(any) super(type,any) super(any,any) compile(str,str,str) print(any,file=any) open(none) input(any,any) exec(str,any?) eval(any,any) __build_class__(any,any) __import__(any) aiter(any) anext(any,any) isinstance(any,alias) locals(any) globals(any) id(any,any) len(any,any)',
  exceptions:
    'Exception(any*) ValueError(any) OSError(any*) OSError(int,str,str?) StopIteration(any*) UnicodeDecodeError(any,any,any,any,any) UnicodeDecodeError(str,bytes,int,int,str) UnicodeEncodeError(str,str,int,int,str) SystemExit(any*) KeyError(any*) ImportError(any,name=any) AttributeError(any,name=any,obj=any) NameError(any,name=any) SyntaxError(any*) SyntaxError(str,tuple) ExceptionGroup(any,any) ExceptionGroup(str,list) BaseExceptionGroup(str,list) BaseException(any*) UnicodeTranslateError(str,int,int,str) ImportError(any,foo=any) Exception(a=any)',
  math: 'acos(real) acosh(real) asin(real) asinh(real) atan(real) atan2(real,real) atanh(any) cbrt(real) ceil(any) comb(int,small) copysign(real,real) cos(real) cosh(real) degrees(real) dist(list,list) erf(real) erfc(real) exp(real) exp2(real) expm1(real) fabs(any) factorial(small) floor(any) fmod(real,real) frexp(real) fsum(list) fsum(iterable) gamma(real) gcd(any*) gcd(number,number) hypot(real*) isclose(real,real) isclose(real,real,rel_tol=real) isfinite(any) isinf(any) isnan(any) isqrt(number) isqrt(any) lcm(int*) ldexp(float,int) lgamma(real) log(number,number?) log(any) log10(number) log1p(real) log2(number) modf(real) nextafter(float,float) nextafter(float,float,steps=any) perm(int,small?) pow(real,real) prod(list) radians(real) remainder(real,real) sin(real) sinh(real) sqrt(number) sqrt(any) sumprod(list,list) tan(real) tanh(real) trunc(any) ulp(real) fma(real,real,real)',
  operator:
    'add(any,any) and_(any,any) attrgetter(any*) attrgetter(path) call(function,any*) concat(any,any) contains(any,any) countOf(any,any) delitem(any,any) eq(any,any) floordiv(any,any) getitem(any,any) index(any) indexOf(iterable,any) inv(any) is_(any,any) itemgetter(any*) itemgetter(int) length_hint(any,any?) lt(any,any) matmul(any,any) methodcaller(path,any*) mod(any,any) mul(any,int) neg(any) not_(any) or_(any,any) pos(any) setitem(any,any,any) sub(any,any) truediv(any,any) truth(any) xor(any,any) iadd(any,any) iconcat(any,any) imul(any,int) isub(any,any) ior(any,any) _compare_digest(any,any)',
  itertools:
    'accumulate(iterable,function?) accumulate(iterable,initial=any) accumulate(list) batched(iterable,int) batched(iterable,int,strict=any) chain(iterable*) combinations(iterable,int) combinations_with_replacement(list,int) compress(iterable,iterable) count(real?,real?) count(any,any?) cycle(iterable) dropwhile(function,iterable) filterfalse(any,iterable) groupby(iterable,any?) islice(iterable,any,any?,any?) islice(iterable,int) pairwise(iterable) permutations(list,any?) product(iterable,list) product(list,repeat=any) repeat(any,any?) repeat(any,times=int) starmap(function,list) takewhile(function,iterable) tee(iterable) zip_longest(iterable,iterable) zip_longest(iterable,iterable,fillvalue=any)',
  functools:
    'reduce(function,iterable,any?) partial(any,any*) partial(function,any*) cmp_to_key(function) wraps(any) lru_cache(any,any?) total_ordering(any) cached_property(any) singledispatch(any)',
  collections:
    'deque(any,any?) deque(iterable,int?) deque(iterable,maxlen=any) OrderedDict(any) OrderedDict(iterable) defaultdict(any*) defaultdict(function,dict) Counter(any) Counter(iterable) ChainMap(dict*) namedtuple(any,any) UserDict(any)',
  struct:
    'pack(format,any*) pack(format,int) pack(format,int,int) pack(format,real) pack(any,any) unpack(format,bytes) calcsize(format) calcsize(any) unpack_from(format,bytes,any?) iter_unpack(format,bytes) pack_into(format,bytearray,int,any*)',
  array: 'array(typecode,any?) array(typecode,list) array(any) array(typecode,bytes)',
  binascii:
    'hexlify(any) hexlify(bytes,any?,any?) unhexlify(any) a2b_base64(any) a2b_base64(bytes,strict_mode=any) b2a_base64(any) b2a_base64(bytes,newline=any) crc32(any,any?) crc_hqx(any,any) a2b_qp(any) b2a_qp(any) a2b_uu(any) b2a_uu(any,backtick=any)',
  re: 'match(pattern,str) search(pattern,str) findall(pattern,str) sub(pattern,replacement,str,any?) split(pattern,str) split(pattern,str,maxsplit=any) fullmatch(pattern,any) escape(any) compile(any,any?) subn(pattern,replacement,str) finditer(pattern,str) sub(any,any,any)',
  unicodedata:
    'category(any) name(str,any?) lookup(any) normalize(any,any) decimal(str,any?) digit(str,any?) numeric(str,any?) bidirectional(str) combining(str) east_asian_width(str) decomposition(str) mirrored(any) is_normalized(any,str)',
  json: 'dumps(any) dumps(dict,indent=any) dumps(any,sort_keys=any) dumps(any,separators=any) dumps(any,default=function) dumps(float,allow_nan=any) loads(any) loads(str) dumps(str,ensure_ascii=any) dumps(dict,skipkeys=any)',
  decimal:
    'Decimal(any) Decimal(str) Decimal(tuple) Decimal(real) Context(any) Context(prec=any) Context(rounding=any)',
  fractions: 'Fraction(any,any?) Fraction(str) Fraction(int,int)',
  datetime:
    'date(any,any,any) date(int,int,int) datetime(int,int,int,int?,int?,int?,int?) datetime(any,any) time(int,int?,int?,int?) time(any) timedelta(any*) timedelta(real,real?,real?) timedelta(hours=any) timezone(delta,any?) timezone(any) date.fromisoformat(any) datetime.fromisoformat(any) date.fromordinal(any) date.fromisocalendar(int,int,int) datetime.fromtimestamp(real,any?) datetime.strptime(any,any) datetime.combine(any,any) date.fromtimestamp(any) datetime(2020,1,1,tzinfo=any) datetime(2020,1,1,fold=any) time(fold=any)',
  codecs:
    'encode(any,encoding,errors?) decode(bytes,encoding,errors?) decode(any,encoding) lookup_error(str) escape_decode(bytes) utf_8_decode(bytes,errors?,any?) ascii_encode(str,errors?) utf_16_decode(bytes,errors) utf_7_encode(str) charmap_decode(bytes,errors,any) unicode_escape_decode(any) raw_unicode_escape_encode(str) readbuffer_encode(any)',
  types:
    'MappingProxyType(any) SimpleNamespace(any) SimpleNamespace(a=any) MethodType(any,any) CellType(any?) GenericAlias(any,any) ModuleType(any,any?) FunctionType(any,any) FunctionType(code,dict,any?,any?,any?) new_class(any,any) resolve_bases(any) coroutine(any)',
  io: 'StringIO(any?,any?) BytesIO(any) StringIO(str,newline=any) TextIOWrapper(buffer,encoding?,errors?) BufferedReader(any,any?) BufferedReader(buffer) BytesIO(initial_bytes=any) IncrementalNewlineDecoder(none,any)',
  string: 'capwords(any) Template(any) Formatter(any?)',
  time: 'gmtime(any) strftime(any) strftime(str,any) mktime(any) asctime(any) sleep(none) gmtime(real) strptime(any,any)',
  dataclasses: 'asdict(any) astuple(any) replace(data,x=any) fields(any) is_dataclass(any)',
  sys: 'intern(any) getsizeof(none,any,any) setrecursionlimit(none) getrefcount(any,any) set_int_max_str_digits(none) exc_info(any) _getframe(any) call_tracing(any,any) getswitchinterval(any) setswitchinterval(none) is_finalizing(any) getdefaultencoding(any) _is_interned(any)',
}
