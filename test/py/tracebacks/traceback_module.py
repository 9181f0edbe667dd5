import sys
import traceback


def fails(n):
    local = 'value'
    if n:
        return fails(n - 1)
    raise ValueError('text')


try:
    fails(2)
except ValueError as e:
    error = e
print(traceback.format_exc(), file=sys.stderr)
print(''.join(traceback.format_exception(error, limit=1)), file=sys.stderr)
print(''.join(traceback.format_exception(error, limit=-1)), file=sys.stderr)
print(''.join(traceback.format_exception_only(error)), file=sys.stderr)
for frame in traceback.extract_tb(error.__traceback__):
    print(frame.name, frame.lineno, frame.end_lineno, frame.colno, frame.end_colno, frame.line, file=sys.stderr)
traceback.print_exception(KeyError('printed'), file=sys.stderr)


def stack():
    traceback.print_stack(file=sys.stderr)


stack()
raise error.with_traceback(None)
