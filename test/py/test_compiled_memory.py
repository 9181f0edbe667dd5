"""Code that was made, compiled and forgotten leaves no memory behind."""
import gc

MEGABYTE = 1 << 20
TEXT = 'x' * (MEGABYTE // 16)


def made(number):
    """A function that keeps a long text, hot enough to be compiled, once as a function and once as a loop."""
    scope = {}
    source = 'def f(n):\n    text = {!r}\n    for i in range(n):\n        n = i + 1\n    return len(text) + n\n'
    exec(source.format('%d %s' % (number, TEXT)), scope)
    f = scope['f']
    for _ in range(150):
        f(1)
    assert f(3000) == len(TEXT) + len('%d ' % number) + 3000


def in_use():
    """Bytes in use; 0 where nobody tells."""
    gc.collect()
    return getattr(getattr(gc.get_stats(), '_s', None), 'memory_used_sum', 0)


def grown(count):
    for number in range(20):
        made(number)
    before = in_use()
    for number in range(count):
        made(number)
    return in_use() - before


assert grown(300) < 6 * MEGABYTE
