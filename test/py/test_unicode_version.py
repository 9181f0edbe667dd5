"""What str knows of characters is what Unicode 15.1 says: digests of the answers for the first two planes."""

import hashlib

CHARACTERS = [chr(c) for c in range(0x20000)]


def digest(method):
    answers = [method(c) for c in CHARACTERS]
    if type(answers[0]) is bool:
        data = bytes(answers)
    else:
        data = '\0'.join(answers).encode('utf-8', 'surrogatepass')
    return hashlib.sha256(data).hexdigest()[:16]


assert digest(str.isalpha) == '0ac49ff28e46c3f5'
assert digest(str.isdecimal) == 'd41e411492949a09'
assert digest(str.isdigit) == '1e3595668039cbf7'
assert digest(str.isnumeric) == '7123edd55a2edcf3'
assert digest(str.isalnum) == 'e29fff56da0e9e2b'
assert digest(str.islower) == '5d5fd5b0e7e93b61'
assert digest(str.isupper) == 'ea285a43d4940106'
assert digest(str.istitle) == '511085ad02561033'
assert digest(str.isspace) == '8b62832cd64d07e3'
assert digest(str.isprintable) == '1a0c7a9aa7009709'
assert digest(str.isidentifier) == '1273b442fce4bf6a'
assert digest(str.upper) == 'fe952d85a491d26f'
assert digest(str.lower) == 'b205a741880cb60f'
assert digest(str.title) == 'ee0fd0f5cf50e0d7'
assert digest(str.capitalize) == 'ee0fd0f5cf50e0d7'
assert digest(str.casefold) == '9ee10fb16623e8e5'
assert digest(str.swapcase) == '67a7788f1d4968a2'
