"""pyexpat: what handlers are told of documents, right and wrong ones, in pieces too. The answers are expat's. lib: pyexpat"""
import hashlib
import pyexpat

HANDLERS = [n for n in dir(pyexpat.ParserCreate()) if n.endswith('Handler')]
NOT_DEFAULT = [n for n in HANDLERS if not n.startswith('Default')]


def read(data, chunks=None, ns=None, skip=(), default=None, final=True, defer=True, pe=0, **attributes):
    """The events of a document, text in one piece where it comes in several, and its error."""
    log = []
    p = pyexpat.ParserCreate(namespace_separator=ns)
    p.SetReparseDeferralEnabled(defer)
    p.SetParamEntityParsing(pe)
    for k, v in attributes.items():
        setattr(p, k, v)

    def handler(n):
        def tell(*a):
            if n == 'CharacterDataHandler' and log and log[-1][0] == n and chunks:
                log[-1] = n, log[-1][1] + a[0]
                return
            if n in ('StartElementHandler', 'EndElementHandler', 'CommentHandler'):
                a += p.CurrentLineNumber, p.CurrentColumnNumber, p.CurrentByteIndex
            log.append((n, *a))
            if n in ('NotStandaloneHandler', 'ExternalEntityRefHandler'):
                return 1

        return tell

    for n in HANDLERS:
        if n not in skip and (n in NOT_DEFAULT or n == default):
            setattr(p, n, handler(n))
    try:
        for i in range(0, len(data), chunks or len(data) + 1):
            p.Parse(data[i:i + chunks] if chunks else data, final and not chunks)
        if chunks or not data:
            p.Parse(b'', final)
    except pyexpat.ExpatError as e:
        log.append(('error', str(e), e.code, e.lineno, e.offset, p.ErrorByteIndex))
    except (ValueError, LookupError) as e:
        log.append(repr(e))
    return log


WAYS = [
    {}, {'ns': '!'}, {'ns': '!', 'namespace_prefixes': True}, {'ns': ''}, {'chunks': 1, 'defer': False}, {'chunks': 3}, {'chunks': 7},
    {'default': 'DefaultHandler'}, {'default': 'DefaultHandlerExpand', 'skip': NOT_DEFAULT}, {'default': 'DefaultHandler', 'skip': NOT_DEFAULT},
    {'buffer_text': True, 'ordered_attributes': True, 'specified_attributes': True}, {'pe': 2}, {'pe': 1}, {'final': False},
    {'skip': ['ExternalEntityRefHandler', 'SkippedEntityHandler', 'NotStandaloneHandler']},
]

# Documents, their events, and a digest of those in all ways.
DOCUMENTS = [
    (b'<a/>', '6c1347c8', [('StartElementHandler', 'a', {}, 1, 0, 0), ('EndElementHandler', 'a', 1, 4, 4)]),
    (b'<a>x</a>', '7b4baa61', [('StartElementHandler', 'a', {}, 1, 0, 0), ('CharacterDataHandler', 'x'), ('EndElementHandler', 'a', 1, 4, 4)]),
    (b'<a b="1" c=\'&lt;&#65;\n\t\'>t&amp;u<!--c--><?pi  data ?><![CDATA[x]]y\r\nz]]></a>\n<!-- e --> ', 'f2e1fefc', [('StartElementHandler', 'a', {'b': '1', 'c': '<A  '}, 1, 0, 0), ('CharacterDataHandler', 't'), ('CharacterDataHandler', '&'), ('CharacterDataHandler', 'u'), ('CommentHandler', 'c', 2, 10, 32), ('ProcessingInstructionHandler', 'pi', 'data '), ('StartCdataSectionHandler',), ('CharacterDataHandler', 'x'), ('CharacterDataHandler', ']'), ('CharacterDataHandler', ']y'), ('CharacterDataHandler', '\n'), ('CharacterDataHandler', 'z'), ('EndCdataSectionHandler',), ('EndElementHandler', 'a', 3, 4, 72), ('CommentHandler', ' e ', 4, 0, 77)]),
    (b'<?xml version="1.0" encoding="iso-8859-1" standalone="yes"?>\r\n<a>\xe9\r\nx\ry</a>', 'a71c4280', [('XmlDeclHandler', '1.0', 'iso-8859-1', 1), ('StartElementHandler', 'a', {}, 2, 0, 62), ('CharacterDataHandler', 'é'), ('CharacterDataHandler', '\n'), ('CharacterDataHandler', 'x'), ('CharacterDataHandler', '\n'), ('CharacterDataHandler', 'y'), ('EndElementHandler', 'a', 4, 1, 71)]),
    (b'<!DOCTYPE a [<!ENTITY e "v<b>w</b>"><!ENTITY f "&e;&e;"><!ATTLIST a x CDATA "d" y ID #IMPLIED z (p|q) "p" n NMTOKENS #FIXED " a  b ">\n<!ELEMENT a (b|(c,d?)*)+><!ELEMENT b (#PCDATA|c)*><!ELEMENT c EMPTY><!ELEMENT d ANY><!NOTATION n PUBLIC "p  q" "s"><!ENTITY u SYSTEM "s" NDATA n><!ENTITY ext PUBLIC "pp" "ss">\n<!-- c --><?p q?>]><a x="&f2;"/>', '351fe31c', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('EntityDeclHandler', 'e', 0, 'v<b>w</b>', None, None, None, None), ('EntityDeclHandler', 'f', 0, '&e;&e;', None, None, None, None), ('AttlistDeclHandler', 'a', 'x', 'CDATA', 'd', 0), ('AttlistDeclHandler', 'a', 'y', 'ID', None, 0), ('AttlistDeclHandler', 'a', 'z', '(p|q)', 'p', 0), ('AttlistDeclHandler', 'a', 'n', 'NMTOKENS', 'a b', 1), ('ElementDeclHandler', 'a', (5, 3, None, ((4, 0, 'b', ()), (6, 2, None, ((4, 0, 'c', ()), (4, 1, 'd', ())))))), ('ElementDeclHandler', 'b', (3, 2, None, ((4, 0, 'c', ()),))), ('ElementDeclHandler', 'c', (1, 0, None, ())), ('ElementDeclHandler', 'd', (2, 0, None, ())), ('NotationDeclHandler', 'n', None, 's', 'p q'), ('UnparsedEntityDeclHandler', 'u', None, 's', None, 'n'), ('EntityDeclHandler', 'ext', 0, None, None, 'ss', 'pp', None), ('CommentHandler', ' c ', 3, 0, 310), ('ProcessingInstructionHandler', 'p', 'q'), ('EndDoctypeDeclHandler',), ('error', 'undefined entity: line 3, column 19', 11, 3, 19, 329)]),
    (b'<!DOCTYPE a [<!ENTITY e "v<b>w</b>"><!ENTITY f "&e;&e;"><!ENTITY g "gg">]><a y="1" x="&g;-&g;">&f;&g;<c/>&e;</a>', '0fbfa5eb', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('EntityDeclHandler', 'e', 0, 'v<b>w</b>', None, None, None, None), ('EntityDeclHandler', 'f', 0, '&e;&e;', None, None, None, None), ('EntityDeclHandler', 'g', 0, 'gg', None, None, None, None), ('EndDoctypeDeclHandler',), ('StartElementHandler', 'a', {'y': '1', 'x': 'gg-gg'}, 1, 74, 74), ('CharacterDataHandler', 'v'), ('StartElementHandler', 'b', {}, 1, 95, 95), ('CharacterDataHandler', 'w'), ('EndElementHandler', 'b', 1, 95, 95), ('CharacterDataHandler', 'v'), ('StartElementHandler', 'b', {}, 1, 95, 95), ('CharacterDataHandler', 'w'), ('EndElementHandler', 'b', 1, 95, 95), ('CharacterDataHandler', 'gg'), ('StartElementHandler', 'c', {}, 1, 101, 101), ('EndElementHandler', 'c', 1, 105, 105), ('CharacterDataHandler', 'v'), ('StartElementHandler', 'b', {}, 1, 105, 105), ('CharacterDataHandler', 'w'), ('EndElementHandler', 'b', 1, 105, 105), ('EndElementHandler', 'a', 1, 108, 108)]),
    (b'<!DOCTYPE a SYSTEM "x.dtd"><a>&undef;</a>', 'b908a55c', [('NotStandaloneHandler',), ('StartDoctypeDeclHandler', 'a', 'x.dtd', None, 0), ('EndDoctypeDeclHandler',), ('StartElementHandler', 'a', {}, 1, 27, 27), ('SkippedEntityHandler', 'undef', 0), ('EndElementHandler', 'a', 1, 37, 37)]),
    (b'<!DOCTYPE a PUBLIC "p" "x.dtd" []><a>&undef;</a>', '8d2b5982', [('NotStandaloneHandler',), ('StartDoctypeDeclHandler', 'a', 'x.dtd', 'p', 1), ('EndDoctypeDeclHandler',), ('StartElementHandler', 'a', {}, 1, 34, 34), ('SkippedEntityHandler', 'undef', 0), ('EndElementHandler', 'a', 1, 44, 44)]),
    (b'<!DOCTYPE a [<!ENTITY % p "<!ENTITY q \'qq\'>">%p;]><a>&q;</a>', 'cc4ad07f', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('EntityDeclHandler', 'p', 1, "<!ENTITY q 'qq'>", None, None, None, None), ('NotStandaloneHandler',), ('EndDoctypeDeclHandler',), ('StartElementHandler', 'a', {}, 1, 50, 50), ('SkippedEntityHandler', 'q', 0), ('EndElementHandler', 'a', 1, 56, 56)]),
    (b'<!DOCTYPE a [<!ENTITY e SYSTEM "f">]><a>&e;</a>', 'edf1aa78', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('EntityDeclHandler', 'e', 0, None, None, 'f', None, None), ('EndDoctypeDeclHandler',), ('StartElementHandler', 'a', {}, 1, 37, 37), ('ExternalEntityRefHandler', 'e', None, 'f', None), ('EndElementHandler', 'a', 1, 43, 43)]),
    (b'<!DOCTYPE a [<!ENTITY e "&f;"><!ENTITY f "&e;">]><a>&e;</a>', '69bc991d', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('EntityDeclHandler', 'e', 0, '&f;', None, None, None, None), ('EntityDeclHandler', 'f', 0, '&e;', None, None, None, None), ('EndDoctypeDeclHandler',), ('StartElementHandler', 'a', {}, 1, 49, 49), ('error', 'recursive entity reference: line 1, column 52', 12, 1, 52, 52)]),
    (b'<!DOCTYPE a [<!ENTITY e "<b>">]><a>&e;</b></a>', '08fb5cb2', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('EntityDeclHandler', 'e', 0, '<b>', None, None, None, None), ('EndDoctypeDeclHandler',), ('StartElementHandler', 'a', {}, 1, 32, 32), ('StartElementHandler', 'b', {}, 1, 35, 35), ('error', 'asynchronous entity: line 1, column 35', 13, 1, 35, 35)]),
    (b'<!DOCTYPE a [<!ENTITY e "</a>">]><a>&e;', '56338e80', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('EntityDeclHandler', 'e', 0, '</a>', None, None, None, None), ('EndDoctypeDeclHandler',), ('StartElementHandler', 'a', {}, 1, 33, 33), ('error', 'asynchronous entity: line 1, column 36', 13, 1, 36, 36)]),
    (b'<a xmlns="u" xmlns:p="v" p:x="1" y="2"><p:b xmlns:q="w" q:z="3"/><c xmlns=""/></a>', '2773d2d6', [('StartElementHandler', 'a', {'xmlns': 'u', 'xmlns:p': 'v', 'p:x': '1', 'y': '2'}, 1, 0, 0), ('StartElementHandler', 'p:b', {'xmlns:q': 'w', 'q:z': '3'}, 1, 39, 39), ('EndElementHandler', 'p:b', 1, 65, 65), ('StartElementHandler', 'c', {'xmlns': ''}, 1, 65, 65), ('EndElementHandler', 'c', 1, 78, 78), ('EndElementHandler', 'a', 1, 78, 78)]),
    (b'<p:a/>', '95995cf7', [('StartElementHandler', 'p:a', {}, 1, 0, 0), ('EndElementHandler', 'p:a', 1, 6, 6)]),
    (b'<a xmlns:p=""/>', '1de79019', [('StartElementHandler', 'a', {'xmlns:p': ''}, 1, 0, 0), ('EndElementHandler', 'a', 1, 15, 15)]),
    (b'<a xmlns:xml="x"/>', '405b3caf', [('StartElementHandler', 'a', {'xmlns:xml': 'x'}, 1, 0, 0), ('EndElementHandler', 'a', 1, 18, 18)]),
    (b'<a xmlns:xmlns="x"/>', 'cdb2f16f', [('StartElementHandler', 'a', {'xmlns:xmlns': 'x'}, 1, 0, 0), ('EndElementHandler', 'a', 1, 20, 20)]),
    (b'<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>', '9a1d26d2', [('StartElementHandler', 'a', {'xmlns:p': 'http://www.w3.org/XML/1998/namespace'}, 1, 0, 0), ('EndElementHandler', 'a', 1, 51, 51)]),
    (b'<a xml:lang="e"/>', 'dd518651', [('StartElementHandler', 'a', {'xml:lang': 'e'}, 1, 0, 0), ('EndElementHandler', 'a', 1, 17, 17)]),
    (b'<a>\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80</a>', '2b348d2e', [('StartElementHandler', 'a', {}, 1, 0, 0), ('CharacterDataHandler', 'é中😀'), ('EndElementHandler', 'a', 1, 6, 12)]),
    (b'\xff\xfe<\x00a\x00>\x00\xe9\x00\n\x00-N<\x00b\x00/\x00>\x00<\x00/\x00a\x00>\x00', 'c656658e', [('StartElementHandler', 'a', {}, 1, 1, 2), ('CharacterDataHandler', 'é'), ('CharacterDataHandler', '\n'), ('CharacterDataHandler', '中'), ('StartElementHandler', 'b', {}, 2, 1, 14), ('EndElementHandler', 'b', 2, 5, 22), ('EndElementHandler', 'a', 2, 5, 22)]),
    (b'\x00<\x00?\x00x\x00m\x00l\x00 \x00v\x00e\x00r\x00s\x00i\x00o\x00n\x00=\x00"\x001\x00.\x000\x00"\x00 \x00e\x00n\x00c\x00o\x00d\x00i\x00n\x00g\x00=\x00"\x00u\x00t\x00f\x00-\x001\x006\x00"\x00?\x00>\x00<\x00a\x00>\x00\xe9\x00<\x00/\x00a\x00>', 'bed4eccb', [('XmlDeclHandler', '1.0', 'utf-16', -1), ('StartElementHandler', 'a', {}, 1, 39, 78), ('CharacterDataHandler', 'é'), ('EndElementHandler', 'a', 1, 43, 86)]),
    (b'\xef\xbb\xbf<a/>', '925babde', [('StartElementHandler', 'a', {}, 1, 1, 3), ('EndElementHandler', 'a', 1, 5, 7)]),
    (b'\xef\xbb\xbf\n <a/>', 'ed3cc14c', [('StartElementHandler', 'a', {}, 2, 1, 5), ('EndElementHandler', 'a', 2, 5, 9)]),
    (b'<?xml version="1.0" encoding="cp1252"?><a>\x80\x99</a>', 'a817be8a', [('XmlDeclHandler', '1.0', 'cp1252', -1), ('StartElementHandler', 'a', {}, 1, 39, 39), ('CharacterDataHandler', '€™'), ('EndElementHandler', 'a', 1, 44, 44)]),
    (b'<?xml version="1.0" encoding="utf-8"?><a>\xff</a>', 'd6ba5ecc', [('XmlDeclHandler', '1.0', 'utf-8', -1), ('StartElementHandler', 'a', {}, 1, 38, 38), ('error', 'not well-formed (invalid token): line 1, column 41', 4, 1, 41, 41)]),
    (b'<?xml version="1.0" encoding="foo"?><a/>', '59d32301', [('XmlDeclHandler', '1.0', 'foo', -1), "LookupError('unknown encoding: foo')"]),
    (b'<?xml version="1.0" encoding="big5"?><a/>', '4d47c076', [('XmlDeclHandler', '1.0', 'big5', -1), "ValueError('multi-byte encodings are not supported')"]),
    (b'<?xml version="1.0" encoding="ascii"?><a>\xe9</a>', 'bdf615e4', [('XmlDeclHandler', '1.0', 'ascii', -1), ('StartElementHandler', 'a', {}, 1, 38, 38), ('error', 'not well-formed (invalid token): line 1, column 41', 4, 1, 41, 41)]),
    (b'', '649856bf', [('error', 'no element found: line 1, column 0', 3, 1, 0, 0)]),
    (b' ', 'dd71d720', [('error', 'no element found: line 1, column 1', 3, 1, 1, 1)]),
    (b'x', '285a40b9', [('error', 'syntax error: line 1, column 0', 2, 1, 0, 0)]),
    (b'foo<', '4978f540', [('error', 'not well-formed (invalid token): line 1, column 3', 4, 1, 3, 3)]),
    (b'<', 'd18d6e8c', [('error', 'unclosed token: line 1, column 0', 5, 1, 0, 0)]),
    (b'<a', 'd18d6e8c', [('error', 'unclosed token: line 1, column 0', 5, 1, 0, 0)]),
    (b'<a>', 'c8c97cdf', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'no element found: line 1, column 3', 3, 1, 3, 3)]),
    (b'<a><b></a>', 'e05a97e8', [('StartElementHandler', 'a', {}, 1, 0, 0), ('StartElementHandler', 'b', {}, 1, 3, 3), ('error', 'mismatched tag: line 1, column 8', 7, 1, 8, 8)]),
    (b'<a></b>', 'c364e660', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'mismatched tag: line 1, column 5', 7, 1, 5, 5)]),
    (b'<a/><b/>', '8f9e1193', [('StartElementHandler', 'a', {}, 1, 0, 0), ('EndElementHandler', 'a', 1, 4, 4), ('error', 'junk after document element: line 1, column 4', 9, 1, 4, 4)]),
    (b'<a/>x', '8f9e1193', [('StartElementHandler', 'a', {}, 1, 0, 0), ('EndElementHandler', 'a', 1, 4, 4), ('error', 'junk after document element: line 1, column 4', 9, 1, 4, 4)]),
    (b'<a b=1/>', 'bf4afc74', [('error', 'not well-formed (invalid token): line 1, column 5', 4, 1, 5, 5)]),
    (b'<a b="<"/>', 'b4959475', [('error', 'not well-formed (invalid token): line 1, column 6', 4, 1, 6, 6)]),
    (b'<a b="1" b="2"/>', 'c388be6c', [('error', 'duplicate attribute: line 1, column 9', 8, 1, 9, 9)]),
    (b'<a b="1"c="2"/>', '464b6088', [('error', 'not well-formed (invalid token): line 1, column 8', 4, 1, 8, 8)]),
    (b'<a>&</a>', 'f9bdee87', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 4', 4, 1, 4, 4)]),
    (b'<a>&x;</a>', 'd768d793', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'undefined entity: line 1, column 3', 11, 1, 3, 3)]),
    (b'<a>&#0;</a>', '575411db', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'reference to invalid character number: line 1, column 3', 14, 1, 3, 3)]),
    (b'<a>&#xD800;</a>', '575411db', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'reference to invalid character number: line 1, column 3', 14, 1, 3, 3)]),
    (b'<a>&#65</a>', 'c27f947d', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 7', 4, 1, 7, 7)]),
    (b'<a>]]></a>', '47c4eadd', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 5', 4, 1, 5, 5)]),
    (b'<a>]]', '96c6ce58', [('StartElementHandler', 'a', {}, 1, 0, 0), ('CharacterDataHandler', ']]'), ('error', 'no element found: line 1, column 5', 3, 1, 5, 5)]),
    (b'<a>]', '75110eae', [('StartElementHandler', 'a', {}, 1, 0, 0), ('CharacterDataHandler', ']'), ('error', 'no element found: line 1, column 4', 3, 1, 4, 4)]),
    (b'<a>\r', '06200c63', [('StartElementHandler', 'a', {}, 1, 0, 0), ('CharacterDataHandler', '\n'), ('error', 'no element found: line 1, column 3', 3, 1, 3, 3)]),
    (b'<a><!-- -- --></a>', 'ac2e94f1', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 10', 4, 1, 10, 10)]),
    (b'<a><!-x></a>', '3208f327', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 6', 4, 1, 6, 6)]),
    (b'<a><![CDATA[x</a>', '070b6022', [('StartElementHandler', 'a', {}, 1, 0, 0), ('StartCdataSectionHandler',), ('CharacterDataHandler', 'x</a>'), ('error', 'unclosed CDATA section: line 1, column 17', 20, 1, 17, 17)]),
    (b'<a><![CDAT', '59befdde', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'unclosed token: line 1, column 3', 5, 1, 3, 3)]),
    (b'<a><![CDXTA[', 'f25dfc9b', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 8', 4, 1, 8, 8)]),
    (b'<a><?xml version="1.0"?></a>', 'f8c034a5', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'XML or text declaration not at start of entity: line 1, column 3', 17, 1, 3, 3)]),
    (b' <?xml version="1.0"?><a/>', 'e921705b', [('error', 'XML or text declaration not at start of entity: line 1, column 1', 17, 1, 1, 1)]),
    (b'<?xml?><a/>', 'a529a9c8', [('error', 'XML declaration not well-formed: line 1, column 5', 30, 1, 5, 5)]),
    (b'<?xml version="1.0" standalone="maybe"?><a/>', '20e60baf', [('error', 'XML declaration not well-formed: line 1, column 32', 30, 1, 32, 32)]),
    (b'<?XML version="1.0"?><a/>', 'bf4afc74', [('error', 'not well-formed (invalid token): line 1, column 5', 4, 1, 5, 5)]),
    (b'<a>\x01</a>', '82d11350', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 3', 4, 1, 3, 3)]),
    (b'<a>\xc3</a>', '82d11350', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 3', 4, 1, 3, 3)]),
    (b'<a>\xc3', 'c9fb5ce0', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'partial character: line 1, column 3', 6, 1, 3, 3)]),
    (b'<a>\xed\xa0\x80</a>', '82d11350', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 3', 4, 1, 3, 3)]),
    (b'<a>\xef\xbf\xbf</a>', '82d11350', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 3', 4, 1, 3, 3)]),
    (b'<1a/>', '84418ac9', [('error', 'not well-formed (invalid token): line 1, column 1', 4, 1, 1, 1)]),
    (b'<a:b:c/>', '185a456d', [('StartElementHandler', 'a:b:c', {}, 1, 0, 0), ('EndElementHandler', 'a:b:c', 1, 8, 8)]),
    (b'<:a/>', '915ac62e', [('StartElementHandler', ':a', {}, 1, 0, 0), ('EndElementHandler', ':a', 1, 5, 5)]),
    (b'<a:/>', 'f9631a0a', [('StartElementHandler', 'a:', {}, 1, 0, 0), ('EndElementHandler', 'a:', 1, 5, 5)]),
    (b'</a>', '84418ac9', [('error', 'not well-formed (invalid token): line 1, column 1', 4, 1, 1, 1)]),
    (b'<a></a', '59befdde', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'unclosed token: line 1, column 3', 5, 1, 3, 3)]),
    (b'<a></a >', '582f60e8', [('StartElementHandler', 'a', {}, 1, 0, 0), ('EndElementHandler', 'a', 1, 3, 3)]),
    (b'<a></a b>', 'c27f947d', [('StartElementHandler', 'a', {}, 1, 0, 0), ('error', 'not well-formed (invalid token): line 1, column 7', 4, 1, 7, 7)]),
    (b'<a /b>', '96805d4b', [('error', 'not well-formed (invalid token): line 1, column 4', 4, 1, 4, 4)]),
    (b'<!DOCTYPE>', 'af2a233e', [('error', 'not well-formed (invalid token): line 1, column 9', 4, 1, 9, 9)]),
    (b'<!DOCTYPE a [', 'fc1cd7ae', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('error', 'no element found: line 1, column 13', 3, 1, 13, 13)]),
    (b'<!DOCTYPE a []><!DOCTYPE a []><a/>', '107a27fa', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('EndDoctypeDeclHandler',), ('error', 'syntax error: line 1, column 15', 2, 1, 15, 15)]),
    (b'<!DOCTYPE a [<!FOO a>]><a/>', 'cdf1f7be', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('error', 'syntax error: line 1, column 13', 2, 1, 13, 13)]),
    (b'<!DOCTYPE a [x]><a/>', '63e8edd0', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('error', 'not well-formed (invalid token): line 1, column 14', 4, 1, 14, 14)]),
    (b'<!doctype a><a/>', '0de19f3a', [('error', 'syntax error: line 1, column 0', 2, 1, 0, 0)]),
    (b'<![CDATA[x]]><a/>', '0de19f3a', [('error', 'syntax error: line 1, column 0', 2, 1, 0, 0)]),
    (b'<a b="&x;"/>', '15f9a664', [('error', 'undefined entity: line 1, column 0', 11, 1, 0, 0)]),
    (b'<!DOCTYPE a [<!ENTITY x "<">]><a b="&x;"/>', 'ada5d601', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('EntityDeclHandler', 'x', 0, '<', None, None, None, None), ('EndDoctypeDeclHandler',), ('error', 'not well-formed (invalid token): line 1, column 30', 4, 1, 30, 30)]),
    (b'<!DOCTYPE a [<!ENTITY x SYSTEM "f">]><a b="&x;"/>', '3dfd285d', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('EntityDeclHandler', 'x', 0, None, None, 'f', None, None), ('EndDoctypeDeclHandler',), ('error', 'reference to external entity in attribute: line 1, column 43', 16, 1, 43, 43)]),
    (b'<a>\n  <b>\n</b>\n</a>\n\n<!-- x -->\n<?y?>', '7c5b18c1', [('StartElementHandler', 'a', {}, 1, 0, 0), ('CharacterDataHandler', '\n'), ('CharacterDataHandler', '  '), ('StartElementHandler', 'b', {}, 2, 2, 6), ('CharacterDataHandler', '\n'), ('EndElementHandler', 'b', 3, 0, 10), ('CharacterDataHandler', '\n'), ('EndElementHandler', 'a', 4, 0, 15), ('CommentHandler', ' x ', 6, 0, 21), ('ProcessingInstructionHandler', 'y', '')]),
    (b'&x;<a/>', '33c45ec0', [('error', 'not well-formed (invalid token): line 1, column 0', 4, 1, 0, 0)]),
    (b'<a/>&x;', '7e9ae4c4', [('StartElementHandler', 'a', {}, 1, 0, 0), ('EndElementHandler', 'a', 1, 4, 4), ('error', 'not well-formed (invalid token): line 1, column 4', 4, 1, 4, 4)]),
    (b'<a>x&#10;y&#13;z</a>', '4cdfbd95', [('StartElementHandler', 'a', {}, 1, 0, 0), ('CharacterDataHandler', 'x'), ('CharacterDataHandler', '\n'), ('CharacterDataHandler', 'y'), ('CharacterDataHandler', '\r'), ('CharacterDataHandler', 'z'), ('EndElementHandler', 'a', 1, 16, 16)]),
    (b'<a b="x&#10;y\r\nz"/>', 'c64d13dd', [('StartElementHandler', 'a', {'b': 'x\ny z'}, 1, 0, 0), ('EndElementHandler', 'a', 2, 4, 19)]),
    (b'<!DOCTYPE a [<!ATTLIST a b NMTOKENS "x" c CDATA #FIXED "y">]><a b="  p   q " d="1"/>', '33d7c7e5', [('StartDoctypeDeclHandler', 'a', None, None, 1), ('AttlistDeclHandler', 'a', 'b', 'NMTOKENS', 'x', 0), ('AttlistDeclHandler', 'a', 'c', 'CDATA', 'y', 1), ('EndDoctypeDeclHandler',), ('StartElementHandler', 'a', {'b': 'p q', 'd': '1', 'c': 'y'}, 1, 61, 61), ('EndElementHandler', 'a', 1, 84, 84)]),
    (b'<!DOCTYPE a SYSTEM "x" [<!ENTITY % p SYSTEM "pp">%p;<!ENTITY q "qq"><!ATTLIST a b CDATA "d">]><a>&q;</a>', 'd9fdb509', [('NotStandaloneHandler',), ('StartDoctypeDeclHandler', 'a', 'x', None, 1), ('EntityDeclHandler', 'p', 1, None, None, 'pp', None, None), ('NotStandaloneHandler',), ('EndDoctypeDeclHandler',), ('StartElementHandler', 'a', {}, 1, 94, 94), ('SkippedEntityHandler', 'q', 0), ('EndElementHandler', 'a', 1, 100, 100)]),
]

for data, digest, events in DOCUMENTS:
    assert read(data) == events, data
    assert hashlib.md5(repr([read(data, **way) for way in WAYS]).encode()).hexdigest()[:8] == digest, data
