"""XML through the library: ElementTree, minidom, SAX, and a parser of an external entity. lib: xml"""
import io
import pyexpat
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax

DOCUMENT = '<r xmlns:p="u"><a k="v&amp;w">één</a><p:b/><!-- c --><a>two<c/>tail</a></r>'
root = ET.fromstring(DOCUMENT)
assert [e.tag for e in root] == ['a', '{u}b', 'a'] and root[0].attrib == {'k': 'v&w'} and root[0].text == 'één'
assert root.find('a/c').tail == 'tail' and ET.tostring(root[2]) == b'<a>two<c />tail</a>'
assert ET.tostring(ET.fromstring(DOCUMENT.encode('utf-16'))) == ET.tostring(root)
try:
    ET.fromstring('<a>&x;</a>')
except ET.ParseError as e:
    assert str(e) == 'undefined entity: line 1, column 3' and e.position == (1, 3) and e.code == 11
else:
    assert False
pull = ET.XMLPullParser(['start', 'end'])
pull.feed('<a><b>')
assert [(kind, e.tag) for kind, e in pull.read_events()] == [('start', 'a'), ('start', 'b')]

dom = xml.dom.minidom.parseString(DOCUMENT)
assert dom.documentElement.firstChild.getAttribute('k') == 'v&w'
assert dom.toxml() == '<?xml version="1.0" ?>' + DOCUMENT


class Collector(xml.sax.ContentHandler):
    def __init__(self):
        self.events = []

    def startElement(self, name, attributes):
        self.events.append((name, dict(attributes)))

    def characters(self, text):
        self.events.append(text)


collector = Collector()
xml.sax.parseString(b'<a x="1">t<b/></a>', collector)
assert collector.events == [('a', {'x': '1'}), 't', ('b', {})]

events = []
parser = pyexpat.ParserCreate()


def external(context, base, system_id, public_id):
    inner = parser.ExternalEntityParserCreate(context)
    inner.Parse(b'<?xml version="1.0" encoding="latin-1"?>in\xe9<i/>', True)
    return 1


parser.ExternalEntityRefHandler = external
parser.StartElementHandler = lambda name, attributes: events.append(name)
parser.CharacterDataHandler = events.append
parser.Parse('<!DOCTYPE a [<!ENTITY e SYSTEM "f">]><a>x&e;y</a>', True)
assert events == ['a', 'x', 'iné', 'i', 'y']


def fail(name, attributes):
    raise KeyError(name)


parser = pyexpat.ParserCreate()
parser.StartElementHandler = fail
try:
    parser.Parse('<a/>')
except KeyError as e:
    assert e.args == ('a',)
else:
    assert False
parser = pyexpat.ParserCreate()
parser.ParseFile(io.BytesIO(b'<a>' + b'x' * 5000 + b'</a>'))
for name, value in (('buffer_size', 0), ('buffer_size', -1), ('buffer_size', 2 ** 40)):
    try:
        setattr(parser, name, value)
    except ValueError:
        pass
    else:
        assert False
assert pyexpat.ErrorString(3) == 'no element found' and pyexpat.errors.codes['syntax error'] == 2
