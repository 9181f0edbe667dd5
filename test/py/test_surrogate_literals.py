# Escapes of two surrogates are two characters, also where literals meet; they never become the character beyond U+FFFF.

def test_one_literal():
    assert len('\ud83d\ude00') == 2
    assert '\ud83d\ude00' != '\U0001f600'
    assert [hex(ord(c)) for c in 'a\ud83d\ude00b'] == ['0x61', '0xd83d', '0xde00', '0x62']
    assert ascii('\ud83d\ude00') == r"'\ud83d\ude00'"


def test_joined_literals():
    assert len('\ud83d' '\ude00') == 2
    assert len('\ud83d' + '\ude00') == 2
    assert len('\ude00\ud83d' * 2) == 4
    assert len(f'\ud83d\ude00{1}') == 3
    assert len(f'\ud83d' '\ude00' f'{1}') == 3
    assert len('\ud83d\ude00' '\U0001f600') == 3


def test_compiled():
    import ast
    assert eval(r"len('\ud83d\ude00')") == 2
    tree = ast.parse(r"'\ud83d\ude00'", mode='eval')
    assert len(tree.body.value) == 2
    assert eval(compile(tree, '<s>', 'eval')) == '\ud83d\ude00'
    assert ast.unparse(tree) == r"'\ud83d\ude00'"
    assert ast.literal_eval(r"'\ud83d\ude00'") == '\ud83d\ude00'


test_one_literal()
test_joined_literals()
test_compiled()
