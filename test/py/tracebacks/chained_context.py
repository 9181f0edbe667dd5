def parse(text):
    try:
        return int(text)
    except ValueError:
        return {}['fallback']


def outer():
    try:
        parse('x')
    except KeyError as e:
        raise RuntimeError('outer failed')


outer()
