"""Items and lengths of strings, and lists that are unpacked, in functions that are called often: what is in place, and what is not."""


def at(w, i):
    return w[i]


def first(w):
    return w[0], w[-1], len(w)


def pair(w):
    a, b = w
    return b, a


def within(x, w):
    return x in w


def outcome(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e), str(e)


class L(list):
    def __iter__(self):
        return iter('xy')

    def __getitem__(self, i):
        return 'item'

    def __len__(self):
        return 7


class S(str):
    def __getitem__(self, i):
        return 'own'

    def __len__(self):
        return 9

    def __contains__(self, x):
        return True


def test():
    for _ in range(400):
        assert at('abc', 0) == 'a' and at('abc', 2) == 'c' and at('abc', -1) == 'c' and at('abc', True) == 'b'
        assert at('a\U0001f600c', 1) == '\U0001f600' and at('a\ud800', 1) == '\ud800'
        assert outcome(at, 'abc', 3) == (IndexError, 'string index out of range')
        assert outcome(at, 'abc', -4) == (IndexError, 'string index out of range')
        assert outcome(at, '', 0) == (IndexError, 'string index out of range')
        assert outcome(at, 'abc', 1.0)[0] is TypeError and outcome(at, 'abc', 'length')[0] is TypeError
        assert at([1, 2], 1) == 2 and at((1, 2), 1) == 2 and at({1: 3}, 1) == 3 and at([0.5], 0) == 0.5
        assert at(S('abc'), 1) == 'own' and at(L(), 1) == 'item' and at(b'abc', 1) == 98
        assert first('abc') == ('a', 'c', 3) and first([1, 2]) == (1, 2, 2) and first('\U0001f600') == ('\U0001f600',) * 2 + (1,)
        assert first(S('abc')) == ('own', 'own', 9) and first(L()) == ('item', 'item', 7)
        assert outcome(first, '') == (IndexError, 'string index out of range')
        assert pair([1, 2]) == (2, 1) and pair((1, 2)) == (2, 1) and pair('ab') == ('b', 'a') and pair([0.5, 1.5]) == (1.5, 0.5)
        assert pair(L([1, 2, 3])) == ('y', 'x') and pair([None, 0.5]) == (0.5, None) and pair({1: 2, 3: 4}) == (3, 1)
        assert outcome(pair, [1]) == (ValueError, 'not enough values to unpack (expected 2, got 1)')
        assert outcome(pair, [1, 2, 3]) == (ValueError, 'too many values to unpack (expected 2)')
        assert outcome(pair, []) == (ValueError, 'not enough values to unpack (expected 2, got 0)')
        assert outcome(pair, [0.5]) == (ValueError, 'not enough values to unpack (expected 2, got 1)')
        assert within('b', 'abc') and not within('d', 'abc') and within('', '') and within('d', S('abc'))
        assert within('\U0001f600', 'a\U0001f600') and not within('\ud83d', '\U0001f600')
        assert outcome(within, 1, 'abc') == (TypeError, "'in <string>' requires string as left operand, not int")
        assert within('ab' * 40, 'x' + 'ab' * 50) and not within('ab' * 40, 'ab' * 39)
        items = []
        items.append(0.5)
        items.append('x')
        assert items == [0.5, 'x']
        items.clear()
        items.append('y')
        items.append(0.5)
        assert items == ['y', 0.5]


test()

# Numbers that stand where lists, tuples or strings are wanted: what is compiled for these says what is wrong with them.
operations = ['a, b = 0', 'a, b = -1', 'a, b = 1.5', 'a, *b = 0', '[a] = 7', '0[1]', '-1[0]', '0[1] = 2', 'del 0[1]', '0[1:2]', '1.5[0]', 'len(0)', 'len(-1)',
              '1 in 0', "'x' in 5", 'for a in 0: pass', 'for a in -3: pass', '0()', '0 .append(1)', '(0).items()', '[*0]', '{**0}', 'f(*0)', 'f(**0)', 'iter(0)',
              'ord(0)', '0 .real, 0 .imag', '(0).x', '[].append(0) or a + b', "''.join(0)", 'sum(0)', 'min(0)', '(-0).y', 'True.z', 'True[0]', 'a, b = True']


def raised(function):
    try:
        return function()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import warnings
warnings.simplefilter('ignore')
for text in operations:
    space = {'f': lambda *a, **k: None}
    exec('def once():\n a = b = 1\n ' + text + '\ndef many(n):\n a = b = 1\n for i in range(n):\n  try:\n   ' + text + '\n  except TypeError as e: b = str(e)\n  except AttributeError as e: b = str(e)\n return b', space)
    answers = {raised(space['once']) for _ in range(300)}
    assert len(answers) == 1 and 'SystemError' not in str(answers), (text, answers)
    answers = {raised(lambda: space['many'](300)) for _ in range(3)}
    assert len(answers) == 1 and 'SystemError' not in str(answers), (text, answers)
