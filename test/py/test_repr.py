"""repr and str of built-in objects of every kind.

lib: functions#repr
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


import sys


def f():
    yield


async def co():
    pass


class C:
    class Inner:
        pass

    def method(self):
        pass

    @staticmethod
    def static():
        pass

    @classmethod
    def klass(cls):
        pass


def shape(x):
    """repr without the address."""
    text = repr(x)
    at = text.find(' at 0x')
    if at < 0:
        return text
    end = at + 6
    while end < len(text) and text[end] in '0123456789abcdef':
        end += 1
    return text[:at] + ' at 0x' + text[end:]


assert [repr(x) for x in (
    None, True, ..., NotImplemented, 5, -0.0, 1j, 'a', b'a', (), (1,), [], {}, set(), frozenset(), range(3),
    slice(1),
)] == (
    [
        'None', 'True', 'Ellipsis', 'NotImplemented', '5', '-0.0', '1j', "'a'", "b'a'", '()', '(1,)', '[]', '{}',
        'set()', 'frozenset()', 'range(0, 3)', 'slice(None, 1, None)',
    ])
assert shape(object()) == '<object object at 0x>'
assert shape(C()) == '<__main__.C object at 0x>'
assert shape(C.Inner()) == '<__main__.C.Inner object at 0x>'
assert repr(C) == "<class '__main__.C'>"
assert repr(C.Inner) == "<class '__main__.C.Inner'>"
assert repr(int) == "<class 'int'>"
assert repr(type) == "<class 'type'>"
assert repr(type(None)) == "<class 'NoneType'>"
assert repr(type(f)) == "<class 'function'>"
assert repr(sys) == "<module 'sys' (built-in)>"
assert shape(f) == '<function f at 0x>'
assert shape(lambda: 0) == '<function <lambda> at 0x>'
assert shape(C.method) == '<function C.method at 0x>'
assert shape(C().method) == '<bound method C.method of <__main__.C object at 0x>>'
assert shape(C.klass) == "<bound method C.klass of <class '__main__.C'>>"
assert shape(C.__dict__['static']) == '<staticmethod(<function C.static at 0x>)>'
assert shape(C.__dict__['klass']) == '<classmethod(<function C.klass at 0x>)>'
assert shape(f()) == '<generator object f at 0x>'
assert shape(x for x in ()) == '<generator object <genexpr> at 0x>'
c = co()
assert shape(c) == '<coroutine object co at 0x>'
c.close()
assert shape(dict.fromkeys) == '<built-in method fromkeys of type object at 0x>'
assert repr(int.__add__) == "<slot wrapper '__add__' of 'int' objects>"
assert shape((1).__add__) == "<method-wrapper '__add__' of int object at 0x>"
assert repr(int.real) == "<attribute 'real' of 'int' objects>"
assert shape(property()) == '<property object at 0x>'
assert shape(f.__code__).startswith('<code object f at 0x, file ')
assert shape(f.__get__(1)) == '<bound method f of 1>'
assert shape(iter([])) == '<list_iterator object at 0x>'
assert shape(iter(())) == '<tuple_iterator object at 0x>'
assert shape(iter('')) == '<str_ascii_iterator object at 0x>'
assert shape(iter({})) == '<dict_keyiterator object at 0x>'
assert shape(iter(set())) == '<set_iterator object at 0x>'
assert shape(iter(range(1))) == '<range_iterator object at 0x>'
assert shape(zip()) == '<zip object at 0x>'
assert shape(map(len, [])) == '<map object at 0x>'
assert shape(enumerate([])) == '<enumerate object at 0x>'
assert shape(reversed([])) == '<list_reverseiterator object at 0x>'
assert shape(memoryview(b'')) == '<memory at 0x>'
assert shape(filter(None, [])) == '<filter object at 0x>'
assert repr({}.keys()) == 'dict_keys([])'
assert repr({1: 2}.items()) == 'dict_items([(1, 2)])'
assert repr(bytearray(b'a')) == "bytearray(b'a')"
assert repr(frozenset({1})) == 'frozenset({1})'
assert repr(C.__dict__)[:14] == "mappingproxy({"
assert repr(type(C.__dict__)) == "<class 'mappingproxy'>"
assert repr(super(C, C())) == "<super: <class 'C'>, <C object>>"
assert repr(super(C)) == "<super: <class 'C'>, NULL>"
assert repr(ValueError('a')) == "ValueError('a')"
assert repr(ValueError) == "<class 'ValueError'>"
assert repr(KeyError()) == 'KeyError()'
assert repr(ExceptionGroup('a', [KeyError(1)])) == "ExceptionGroup('a', [KeyError(1)])"
assert repr(list[int]) == 'list[int]'
assert repr(dict[str, list[int]]) == 'dict[str, list[int]]'
assert repr(int | None) == 'int | None'
assert repr(int | str) == 'int | str'
assert repr(tuple[int, ...]) == 'tuple[int, ...]'
assert repr(list[C]) == 'list[__main__.C]'
assert repr(type[int]) == 'type[int]'
assert repr(tuple[()]) == 'tuple[()]'
l = [1]
l.append(l)
d = {}
d['d'] = d
t = ([],)
t[0].append(t)
s = [d, l]
assert repr(l) == '[1, [...]]'
assert repr(d) == "{'d': {...}}"
assert repr(t) == '([(...)],)'
assert repr(s) == "[{'d': {...}}, [1, [...]]]"
assert repr([[], ()]) == '[[], ()]'
assert repr({'a': ['b', ("c", {'d'})]}) == "{'a': ['b', ('c', {'d'})]}"


class Recursive:
    def __repr__(self):
        return f'R({self.inner!r})'


class Sub(list):
    pass


class StrSub(str):
    pass


class NamedStr(str):
    def __repr__(self):
        return 'named'

    def __str__(self):
        return 'strd'


r = Recursive()
r.inner = [1, r.__class__]
assert repr(r) == "R([1, <class '__main__.Recursive'>])"
assert repr(Sub([1])) == '[1]'
assert repr(StrSub('a')) == "'a'"
assert repr(type('X', (dict,), {})(a=1)) == "{'a': 1}"
assert repr([NamedStr('q')]) == '[named]'
assert str(NamedStr('q')) == 'strd'
assert f'{NamedStr("q")}' == 'strd'
assert '%s' % NamedStr('q') == 'strd'
assert repr(type('I', (int,), {})(5)) == '5'
assert str(True) == 'True'
assert repr(type('T', (tuple,), {})((1,))) == '(1,)'
assert repr(type('S', (set,), {})([1])) == 'S({1})'


class Outer:
    def make(self):
        class Local:
            pass
        return Local


assert repr(Outer().make()) == "<class '__main__.Outer.make.<locals>.Local'>"
assert shape(Outer().make()()) == '<__main__.Outer.make.<locals>.Local object at 0x>'
Outer.__module__ = 'elsewhere'
assert repr(Outer) == "<class 'elsewhere.Outer'>"
Outer.__module__ = 'builtins'
assert repr(Outer) == "<class 'Outer'>"
import types
ns = types.SimpleNamespace(a=1, b='x')
assert repr(ns) == "namespace(a=1, b='x')"
assert repr(types.ModuleType('m')) == "<module 'm'>"
assert repr(types.MappingProxyType({1: 2})) == 'mappingproxy({1: 2})'
assert ascii(['é', '\U0001f600']) == "['\\xe9', '\\U0001f600']"
assert repr('\r\x85\u2028\ufeff') == "'\\r\\x85\\u2028\\ufeff'"
assert repr(['\'', '"']) == '["\'", \'"\']'
assert repr(b"'") == '"\'"'.replace('"', 'b"', 1)
assert repr('') == "''"
assert str(b'\xff') == "b'\\xff'"
assert repr(sys.version_info)[:23] == 'sys.version_info(major='
assert repr(sys.flags)[:10] == 'sys.flags('
assert repr(type(sys.implementation)) == "<class 'types.SimpleNamespace'>"
assert repr(type(...)) == "<class 'ellipsis'>"
assert repr(type(NotImplemented)) == "<class 'NotImplementedType'>"
assert repr(object) == "<class 'object'>"
assert id(C) == id(C)
