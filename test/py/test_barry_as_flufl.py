# PEP 401: where the flag asks for it, inequality is spelled `<>`.
import __future__

FLAG = __future__.CO_FUTURE_BARRY_AS_BDFL


def value(source, flags=0):
    try:
        return eval(compile(source, '<b>', 'eval', flags))
    except SyntaxError as e:
        return e.msg, e.lineno, e.offset, e.end_offset, e.text


assert value('2 <> 3', FLAG) is True
assert value('2 <> 2', FLAG) is False
assert value('2 != 3') is True
assert value('2 <> 3') == ('invalid syntax', 1, 3, 5, '2 <> 3')
assert value('2 != 3', FLAG) == ("with Barry as BDFL, use '<>' instead of '!='", 1, 3, 5, '2 != 3')
assert value('(2 <> 3 <> 2)', FLAG) is True
