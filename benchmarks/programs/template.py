"""A template engine, and a page rendered with it many times.

Templates are cut into tokens, parsed into node objects (text, value with filters, `for`, `if`) and rendered with a stack of
name spaces.  Strings in small pieces, dict look-ups, polymorphic method calls.
"""

SIZE = 400          # pages
QUICK = 2


class Text:
    def __init__(self, text):
        self.text = text

    def render(self, scope, out):
        out.append(self.text)


class Value:
    def __init__(self, path, filters):
        self.path = path
        self.filters = filters

    def render(self, scope, out):
        value = scope.find(self.path)
        for name, argument in self.filters:
            value = FILTERS[name](value, argument)
        out.append(value if isinstance(value, str) else str(value))


class For:
    def __init__(self, name, path, body):
        self.name = name
        self.path = path
        self.body = body

    def render(self, scope, out):
        items = scope.find(self.path)
        frame = scope.push()
        last = len(items) - 1
        for i, item in enumerate(items):
            frame[self.name] = item
            frame['loop'] = {'index': i + 1, 'first': i == 0, 'last': i == last, 'odd': i % 2}
            for node in self.body:
                node.render(scope, out)
        scope.pop()


class If:
    def __init__(self, path, negated, body, otherwise):
        self.path = path
        self.negated = negated
        self.body = body
        self.otherwise = otherwise

    def render(self, scope, out):
        truth = bool(scope.find(self.path)) != self.negated
        for node in self.body if truth else self.otherwise:
            node.render(scope, out)


class Scope:
    """Name spaces, innermost last; a path is a name followed by keys or attributes."""

    def __init__(self, values):
        self.frames = [values]

    def push(self):
        frame = {}
        self.frames.append(frame)
        return frame

    def pop(self):
        self.frames.pop()

    def find(self, path):
        name = path[0]
        for frame in reversed(self.frames):
            if name in frame:
                value = frame[name]
                break
        else:
            raise NameError(name)
        for key in path[1:]:
            try:
                value = value[key]
            except (TypeError, KeyError):
                value = getattr(value, key)
        return value


def escape(value, argument):
    return str(value).replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def truncate(value, argument):
    limit = int(argument)
    return value if len(value) <= limit else value[:limit - 3] + '...'


FILTERS = {
    'escape': escape,
    'truncate': truncate,
    'upper': lambda value, argument: value.upper(),
    'title': lambda value, argument: value.title(),
    'money': lambda value, argument: '%.2f' % value,
    'default': lambda value, argument: value or argument,
    'join': lambda value, argument: argument.join(value),
}


def tokens(source):
    """Yields (kind, text), where the kind is one of text, value, tag."""
    at = 0
    while True:
        value = source.find('{{', at)
        tag = source.find('{%', at)
        if value < 0 and tag < 0:
            break
        if tag < 0 or 0 <= value < tag:
            start, kind, close = value, 'value', '}}'
        else:
            start, kind, close = tag, 'tag', '%}'
        if start > at:
            yield 'text', source[at:start]
        end = source.index(close, start)
        yield kind, source[start + 2:end].strip()
        at = end + 2
    if at < len(source):
        yield 'text', source[at:]


class Template:
    def __init__(self, source):
        self.stream = tokens(source)
        self.nodes, end = self.parse(())
        assert end is None

    def parse(self, ends):
        nodes = []
        for kind, text in self.stream:
            if kind == 'text':
                nodes.append(Text(text))
            elif kind == 'value':
                parts = text.split('|')
                filters = [(f.partition(':')[0].strip(), f.partition(':')[2].strip()) for f in parts[1:]]
                nodes.append(Value(parts[0].strip().split('.'), filters))
            elif text in ends:
                return nodes, text
            else:
                words = text.split()
                if words[0] == 'for':
                    body, _ = self.parse(('endfor',))
                    nodes.append(For(words[1], words[3].split('.'), body))
                else:
                    body, end = self.parse(('else', 'endif'))
                    otherwise = self.parse(('endif',))[0] if end == 'else' else []
                    nodes.append(If(words[-1].split('.'), words[1] == 'not', body, otherwise))
        return nodes, None

    def render(self, **values):
        out = []
        scope = Scope(values)
        for node in self.nodes:
            node.render(scope, out)
        return ''.join(out)


PAGE = '''<html><head><title>{{ title | escape }}</title></head>
<body>
{% if user %}<p>Hello, {{ user.name | title }}!</p>{% else %}<p>Please log in.</p>{% endif %}
<table>
{% for row in rows %}<tr class="{% if loop.odd %}odd{% else %}even{% endif %}">
  <td>{{ loop.index }}</td><td>{{ row.name | escape | truncate: 20 }}</td><td>{{ row.price | money }}</td>
  <td>{% for tag in row.tags %}{{ tag | upper }}{% if not loop.last %}, {% endif %}{% endfor %}</td>
</tr>
{% endfor %}</table>
</body></html>
'''


class Row:
    def __init__(self, i):
        self.name = 'Row <%d> & company' % i
        self.price = i * 1.5
        self.tags = ['tag%d' % k for k in range(i % 4)]


def by_hand(title, rows):
    lines = []
    for i, row in enumerate(rows):
        name = row.name.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
        if len(name) > 20:
            name = name[:17] + '...'
        lines.append('<tr class="%s">\n  <td>%d</td><td>%s</td><td>%.2f</td>\n  <td>%s</td>\n</tr>\n'
                     % (('even', 'odd')[i % 2], i + 1, name, row.price, ', '.join([t.upper() for t in row.tags])))
    return ('<html><head><title>%s</title></head>\n<body>\n<p>Hello, Ada Lovelace!</p>\n<table>\n%s</table>\n</body></html>\n'
            % (title, ''.join(lines)))


def run(size):
    rows = [Row(i) for i in range(60)]
    template = Template(PAGE)
    for i in range(size):
        page = template.render(title='A &amp; B'.replace('&amp;', '&'), user={'name': 'ada lovelace'}, rows=rows)
    assert page == by_hand('A &amp; B', rows)
    assert 'Please log in.' in Template(PAGE).render(title='', user=None, rows=[])
