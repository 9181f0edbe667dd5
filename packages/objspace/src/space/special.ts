// The special methods that operations look up on types, each with a number so that a type can keep what it found in an array.

/** Name → [signature after self, docstring] of a special method. */
const TABLE = {
  __new__: ['*args, **kwargs', 'Make an instance; help(type) tells what it takes.'],
  __init__: ['/, *args, **kwargs', 'Set up the new instance; help(type(self)) tells what it takes.'],
  __call__: ['/, *args, **kwargs', 'self(*args, **kwargs).'],
  __getattribute__: ['name, /', 'getattr(self, name).'],
  __getattr__: ['name, /', 'getattr(self, name).'],
  __setattr__: ['name, value, /', 'setattr(self, name, value).'],
  __delattr__: ['name, /', 'delattr(self, name).'],
  __get__: ['instance, owner=None, /', 'What the attribute is when looked up on instance of owner.'],
  __set__: ['instance, value, /', 'Take the assignment of value to the attribute of instance.'],
  __delete__: ['instance, /', 'Take the deletion of the attribute of instance.'],
  __repr__: ['/', 'repr(self).'],
  __str__: ['/', 'str(self).'],
  __format__: ['format_spec, /', 'format(self, format_spec).'],
  __bytes__: ['/', 'bytes(self).'],
  __hash__: ['/', 'hash(self).'],
  __bool__: ['/', 'bool(self).'],
  __len__: ['/', 'len(self).'],
  __length_hint__: ['/', 'How many items are probably left.'],
  __getitem__: ['key, /', 'self[key].'],
  __setitem__: ['key, value, /', 'self[key] = value.'],
  __delitem__: ['key, /', 'del self[key].'],
  __missing__: ['key, /', 'Value for a key that is not in the mapping.'],
  __contains__: ['key, /', 'key in self.'],
  __iter__: ['/', 'iter(self).'],
  __next__: ['/', 'next(self).'],
  __reversed__: ['/', 'reversed(self).'],
  __lt__: ['value, /', 'self < value.'],
  __le__: ['value, /', 'self <= value.'],
  __eq__: ['value, /', 'self == value.'],
  __ne__: ['value, /', 'self != value.'],
  __gt__: ['value, /', 'self > value.'],
  __ge__: ['value, /', 'self >= value.'],
  __add__: ['value, /', 'self + value.'],
  __radd__: ['value, /', 'value + self.'],
  __iadd__: ['value, /', 'self += value.'],
  __sub__: ['value, /', 'self - value.'],
  __rsub__: ['value, /', 'value - self.'],
  __isub__: ['value, /', 'self -= value.'],
  __mul__: ['value, /', 'self * value.'],
  __rmul__: ['value, /', 'value * self.'],
  __imul__: ['value, /', 'self *= value.'],
  __matmul__: ['value, /', 'self @ value.'],
  __rmatmul__: ['value, /', 'value @ self.'],
  __imatmul__: ['value, /', 'self @= value.'],
  __truediv__: ['value, /', 'self / value.'],
  __rtruediv__: ['value, /', 'value / self.'],
  __itruediv__: ['value, /', 'self /= value.'],
  __floordiv__: ['value, /', 'self // value.'],
  __rfloordiv__: ['value, /', 'value // self.'],
  __ifloordiv__: ['value, /', 'self //= value.'],
  __mod__: ['value, /', 'self % value.'],
  __rmod__: ['value, /', 'value % self.'],
  __imod__: ['value, /', 'self %= value.'],
  __divmod__: ['value, /', 'divmod(self, value).'],
  __rdivmod__: ['value, /', 'divmod(value, self).'],
  __pow__: ['value, mod=None, /', 'pow(self, value, mod).'],
  __rpow__: ['value, mod=None, /', 'pow(value, self, mod).'],
  __ipow__: ['value, /', 'self **= value.'],
  __lshift__: ['value, /', 'self << value.'],
  __rlshift__: ['value, /', 'value << self.'],
  __ilshift__: ['value, /', 'self <<= value.'],
  __rshift__: ['value, /', 'self >> value.'],
  __rrshift__: ['value, /', 'value >> self.'],
  __irshift__: ['value, /', 'self >>= value.'],
  __and__: ['value, /', 'self & value.'],
  __rand__: ['value, /', 'value & self.'],
  __iand__: ['value, /', 'self &= value.'],
  __xor__: ['value, /', 'self ^ value.'],
  __rxor__: ['value, /', 'value ^ self.'],
  __ixor__: ['value, /', 'self ^= value.'],
  __or__: ['value, /', 'self | value.'],
  __ror__: ['value, /', 'value | self.'],
  __ior__: ['value, /', 'self |= value.'],
  __neg__: ['/', '-self'],
  __pos__: ['/', '+self'],
  __abs__: ['/', 'abs(self)'],
  __invert__: ['/', '~self'],
  __int__: ['/', 'int(self)'],
  __float__: ['/', 'float(self)'],
  __complex__: ['/', 'complex(self).'],
  __index__: ['/', 'The integer self stands for where an index is wanted.'],
  __round__: ['ndigits=None, /', 'Round to the given number of digits.'],
  __trunc__: ['/', 'Truncate toward zero.'],
  __floor__: ['/', 'Largest integer not above.'],
  __ceil__: ['/', 'Smallest integer not below.'],
  __enter__: ['/', 'Enter the context.'],
  __exit__: ['exc_type, exc_value, traceback, /', 'Leave the context.'],
  __aenter__: ['/', 'Awaitable that enters the context.'],
  __aexit__: ['exc_type, exc_value, traceback, /', 'Awaitable that leaves the context.'],
  __await__: ['/', 'The iterator that await drives.'],
  __aiter__: ['/', 'The asynchronous iterator.'],
  __anext__: ['/', 'An awaitable of the next item.'],
  __del__: ['/', 'Called before the object goes away.'],
  __dir__: ['/', 'Names of the attributes.'],
  __instancecheck__: ['instance, /', 'isinstance(instance, self).'],
  __subclasscheck__: ['subclass, /', 'issubclass(subclass, self).'],
  __set_name__: ['owner, name, /', 'Called when the owning class is created.'],
  __init_subclass__: ['/', 'Called when a class is subclassed.'],
  __class_getitem__: ['item, /', 'Parameterise the class.'],
  __mro_entries__: ['bases, /', 'Classes to use in place of this base.'],
  __prepare__: ['name, bases, **kwargs', 'Namespace for the class body.'],
  __fspath__: ['/', 'The path as str or bytes.'],
  __buffer__: ['flags, /', 'A memoryview of the bytes of the object.'],
  __release_buffer__: ['buffer, /', 'Give back a view made by __buffer__.'],
  __reduce__: ['/', 'Helper for pickle.'],
  __reduce_ex__: ['protocol, /', 'Helper for pickle.'],
  __copy__: ['/', 'Shallow copy.'],
  __deepcopy__: ['memo, /', 'Deep copy.'],
  __sizeof__: ['/', 'Bytes of memory the object takes.'],
} as const satisfies Record<string, readonly [string, string]>

export type SpecialName = keyof typeof TABLE

/** Every special method, in the order of their numbers. */
export const SPECIALS = Object.keys(TABLE) as SpecialName[]
export const SPECIAL_COUNT = SPECIALS.length

type Bare<N> = N extends `__${infer B}__` ? B : never

/** The number of a special method by its bare name: `Special.add` is the index of `__add__`. */
export const Special = Object.fromEntries(SPECIALS.map((name, i) => [name.slice(2, -2), i])) as {
  readonly [N in SpecialName as Bare<N>]: number
}

/** `__text_signature__` of a built-in type's special method. */
export function specialSignature(name: SpecialName): string {
  return `(${name === '__new__' ? '$type' : '$self'}, ${TABLE[name][0]})`
}

/** Places of a type's members in its namespace by what fills them. CPython: Objects/typeobject.c (slotdefs, type_ready) */
const SLOTS =
  '__new__ __repr__ __hash__ __call__ __str__ __getattribute__ __getattr__ __setattr__ __delattr__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ ' +
  '__iter__ __next__ __get__ __set__ __delete__ __init__ __del__ __buffer__ __release_buffer__ __await__ __aiter__ __anext__ __add__ __radd__ ' +
  '__sub__ __rsub__ __mul__ __rmul__ __mod__ __rmod__ __divmod__ __rdivmod__ __pow__ __rpow__ __neg__ __pos__ __abs__ __bool__ __invert__ ' +
  '__lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__ __int__ __float__ __iadd__ __isub__ ' +
  '__imul__ __imod__ __ipow__ __ilshift__ __irshift__ __iand__ __ixor__ __ior__ __floordiv__ __rfloordiv__ __truediv__ __rtruediv__ ' +
  '__ifloordiv__ __itruediv__ __index__ __matmul__ __rmatmul__ __imatmul__ __len__ __getitem__ __setitem__ __delitem__'
const SEQUENCE_SLOTS = '__add__ __mul__ __rmul__ __getitem__ __setitem__ __delitem__ __contains__ __iadd__ __imul__'
const slotPlaces = new Map(SLOTS.split(' ').map((name, i) => [name, i]))
const sequencePlaces = new Map(SEQUENCE_SLOTS.split(' ').map((name, i) => [name, slotPlaces.size + i]))

/** The place of a special method among those that C slots stand for, or undefined where it is an ordinary method. */
export function slotPlace(name: string, sequence: boolean): number | undefined {
  return (sequence ? sequencePlaces.get(name) : slotPlaces.get(name)) ?? sequencePlaces.get(name)
}

/** Docstring of a built-in type's special method. */
export function specialDoc(name: SpecialName): string {
  return TABLE[name][1]
}
