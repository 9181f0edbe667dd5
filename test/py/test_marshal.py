"""marshal: values in files."""

import io
import marshal

file = io.BytesIO()
for value in [1, 'two', (3.0, None), b'four']:
    assert marshal.dump(value, file) > 0
file.seek(0)
assert [marshal.load(file) for _ in range(4)] == [1, 'two', (3.0, None), b'four']
try:
    marshal.load(file)
except EOFError:
    pass
else:
    assert False
try:
    marshal.load(io.StringIO('x'))
except TypeError as e:
    assert str(e) == 'file.read() returned not bytes but str', e
else:
    assert False
