def fail(kind, text):
    raise kind(text)


def collect():
    errors = []
    for kind, text in ((ValueError, 'one'), (TypeError, 'two\nlines')):
        try:
            fail(kind, text)
        except Exception as e:
            errors.append(e)
    try:
        raise ExceptionGroup('inner', [OSError(2, 'No such file', 'f.txt'), KeyError('key')])
    except ExceptionGroup as inner:
        inner.add_note('a note on the inner group')
        errors.append(inner)
    raise ExceptionGroup('outer', errors)


collect()
