"""Pickling in Python: a writer and a reader of the pickle format's protocol 2, for plain data and instances.

Dispatch by type and by opcode, memo dicts keyed by id, a stack machine over bytes, struct.  The same source runs everywhere,
so that what is compared is the interpreter and not the library.
"""

from struct import pack, unpack

SIZE = 3000         # objects in the graph
QUICK = 10


class Pickler:
    def __init__(self):
        self.out = []
        self.memo = {}

    def dumps(self, value):
        self.out.append(b'\x80\x02')
        self.save(value)
        self.out.append(b'.')
        return b''.join(self.out)

    def save(self, value):
        known = self.memo.get(id(value))
        if known is not None:
            index = known[0]
            self.out.append(b'h' + bytes((index,)) if index < 256 else b'j' + pack('<I', index))
            return
        writer = self.writers.get(type(value))
        if writer is None:
            self.save_instance(value)
        else:
            writer(self, value)

    def remember(self, value):
        index = len(self.memo)
        self.memo[id(value)] = index, value
        self.out.append(b'q' + bytes((index,)) if index < 256 else b'r' + pack('<I', index))

    def save_none(self, value):
        self.out.append(b'N')

    def save_bool(self, value):
        self.out.append(b'\x88' if value else b'\x89')

    def save_int(self, value):
        if 0 <= value < 256:
            self.out.append(b'K' + bytes((value,)))
        elif 0 <= value < 65536:
            self.out.append(b'M' + pack('<H', value))
        elif -0x80000000 <= value < 0x80000000:
            self.out.append(b'J' + pack('<i', value))
        else:
            size = value.bit_length() // 8 + 1
            self.out.append(b'\x8a' + bytes((size,)) + value.to_bytes(size, 'little', signed=True))

    def save_float(self, value):
        self.out.append(b'G' + pack('>d', value))

    def save_str(self, value):
        data = value.encode('utf-8')
        self.out.append(b'X' + pack('<I', len(data)) + data)
        self.remember(value)

    def save_tuple(self, value):
        if len(value) <= 3:
            for item in value:
                self.save(item)
            self.out.append((b')', b'\x85', b'\x86', b'\x87')[len(value)])
        else:
            self.out.append(b'(')
            for item in value:
                self.save(item)
            self.out.append(b't')
        if value:
            self.remember(value)

    def save_list(self, value):
        self.out.append(b']')
        self.remember(value)
        if value:
            self.out.append(b'(')
            for item in value:
                self.save(item)
            self.out.append(b'e')

    def save_dict(self, value):
        self.out.append(b'}')
        self.remember(value)
        if value:
            self.out.append(b'(')
            for key, item in value.items():
                self.save(key)
                self.save(item)
            self.out.append(b'u')

    def save_instance(self, value):
        kind = type(value)
        self.out.append(('c%s\n%s\n' % (kind.__module__, kind.__qualname__)).encode('ascii'))
        self.out.append(b')\x81')
        self.remember(value)
        self.save(value.__dict__)
        self.out.append(b'b')

    writers = {
        type(None): save_none, bool: save_bool, int: save_int, float: save_float, str: save_str,
        tuple: save_tuple, list: save_list, dict: save_dict,
    }


MARK = object()


class Unpickler:
    def __init__(self, data, classes):
        self.data = data
        self.at = 0
        self.stack = []
        self.memo = []
        self.classes = classes

    def take(self, count):
        start = self.at
        self.at = start + count
        return self.data[start:start + count]

    def line(self):
        end = self.data.index(b'\n', self.at)
        text = self.data[self.at:end].decode('ascii')
        self.at = end + 1
        return text

    def loads(self):
        readers = self.readers
        data = self.data
        while True:
            code = data[self.at]
            self.at += 1
            if code == 46:
                return self.stack.pop()
            readers[code](self)

    def since_mark(self):
        stack = self.stack
        at = len(stack) - 1
        while stack[at] is not MARK:
            at -= 1
        items = stack[at + 1:]
        del stack[at:]
        return items

    def protocol(self):
        assert self.take(1) == b'\x02'

    def mark(self):
        self.stack.append(MARK)

    def none(self):
        self.stack.append(None)

    def true(self):
        self.stack.append(True)

    def false(self):
        self.stack.append(False)

    def int1(self):
        self.stack.append(self.take(1)[0])

    def int2(self):
        self.stack.append(unpack('<H', self.take(2))[0])

    def int4(self):
        self.stack.append(unpack('<i', self.take(4))[0])

    def long(self):
        size = self.take(1)[0]
        self.stack.append(int.from_bytes(self.take(size), 'little', signed=True))

    def float8(self):
        self.stack.append(unpack('>d', self.take(8))[0])

    def text(self):
        size = unpack('<I', self.take(4))[0]
        self.stack.append(self.take(size).decode('utf-8'))

    def put(self):
        self.take(1)
        self.memo.append(self.stack[-1])

    def long_put(self):
        self.take(4)
        self.memo.append(self.stack[-1])

    def get(self):
        self.stack.append(self.memo[self.take(1)[0]])

    def long_get(self):
        self.stack.append(self.memo[unpack('<I', self.take(4))[0]])

    def tuple0(self):
        self.stack.append(())

    def tuple1(self):
        self.stack[-1:] = [(self.stack[-1],)]

    def tuple2(self):
        self.stack[-2:] = [tuple(self.stack[-2:])]

    def tuple3(self):
        self.stack[-3:] = [tuple(self.stack[-3:])]

    def tuple_marked(self):
        self.stack.append(tuple(self.since_mark()))

    def new_list(self):
        self.stack.append([])

    def extend(self):
        items = self.since_mark()
        self.stack[-1].extend(items)

    def new_dict(self):
        self.stack.append({})

    def update(self):
        items = self.since_mark()
        target = self.stack[-1]
        for i in range(0, len(items), 2):
            target[items[i]] = items[i + 1]

    def find_class(self):
        module, name = self.line(), self.line()
        self.stack.append(self.classes[name])

    def new_object(self):
        args = self.stack.pop()
        kind = self.stack.pop()
        self.stack.append(kind.__new__(kind, *args))

    def build(self):
        state = self.stack.pop()
        self.stack[-1].__dict__.update(state)

    readers = {
        0x80: protocol, 40: mark, 78: none, 0x88: true, 0x89: false, 75: int1, 77: int2, 74: int4, 0x8a: long, 71: float8,
        88: text, 113: put, 114: long_put, 104: get, 106: long_get, 41: tuple0, 0x85: tuple1, 0x86: tuple2, 0x87: tuple3,
        116: tuple_marked, 93: new_list, 101: extend, 125: new_dict, 117: update, 99: find_class, 0x81: new_object, 98: build,
    }


class Person:
    def __init__(self, i):
        self.name = 'person %d \u00e9\U0001f600' % i
        self.age = i * 37 % 90
        self.height = 1.5 + i / 1000.0
        self.numbers = [i, i * 1000, -i, i << 40, 255, 65535]
        self.flags = (True, False, None, ('nested', i), 4, 5)
        self.friends = []
        self.index = {'a': i, 'b': str(i), 3: ()}

    def same(self, other):
        return (self.name, self.age, self.height, self.numbers, self.flags, self.index) \
            == (other.name, other.age, other.height, other.numbers, other.flags, other.index) \
            and [f.name for f in self.friends] == [f.name for f in other.friends]


def run(size):
    people = [Person(i) for i in range(size)]
    for i, person in enumerate(people):
        person.friends = [people[i * 7 % size], people[-i], person]
    data = Pickler().dumps(people[:])
    again = Unpickler(data, {'Person': Person}).loads()
    assert len(again) == size
    for before, after in zip(people, again):
        assert before.same(after)
        assert after.friends[2] is after
    assert again[1].friends[0] is again[7 % size]
