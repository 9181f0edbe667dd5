import sys

source = '''
def f(x):
    return x / 0

def g():
    return f(1)
'''
namespace = {}
exec(source, namespace)
try:
    namespace['g']()
except ZeroDivisionError:
    sys.__excepthook__(*sys.exc_info())
exec(compile(source, 'no-such-file.py', 'exec'), namespace)
try:
    namespace['g']()
except ZeroDivisionError:
    sys.__excepthook__(*sys.exc_info())
try:
    eval('1 +\n2 +\nundefined')
except SyntaxError:
    sys.__excepthook__(*sys.exc_info())
eval('(1 +\nundefined)')
