"""_hashlib: the algorithms of OpenSSL, keyed hashes, keys from passwords."""

import _hashlib
import hashlib
import hmac


def message(f):
    try:
        f()
    except Exception as e:
        return type(e).__name__, str(e)


x = _hashlib.openssl_sha256(b'a')
assert repr(x).startswith('<sha256 _hashlib.HASH object @ 0x')
assert (x.name, x.block_size, x.digest_size, type(x)) == ('sha256', 64, 32, _hashlib.HASH)
y = x.copy()
y.update(b'b')
assert x.hexdigest() == 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'
assert y.digest() == hashlib.sha256(b'ab').digest() and hashlib.sha256 is _hashlib.openssl_sha256
assert _hashlib.HASHXOF.__mro__ == (_hashlib.HASHXOF, _hashlib.HASH, object)
for name in ['md5', 'sha1', 'sha224', 'sha512', 'sha3_256', 'blake2b', 'ripemd160', 'sha512_256', 'sm3']:
    h = _hashlib.new(name, b'abc')
    assert h.name == name and len(h.digest()) == h.digest_size and len(h.hexdigest()) == 2 * h.digest_size
assert _hashlib.new('SHA3-256').name == 'sha3_256' and _hashlib.new('blake2b512').name == 'blake2b'
assert hashlib.new('ripemd160', b'abc').hexdigest() == '8eb208f7e05d987a9b044a8e98c6b087f15a0bfc'
s = _hashlib.new('shake_128', b'x')
assert (s.digest_size, s.hexdigest(4)) == (0, 'e472c5e3') and s.digest(4).hex() == s.hexdigest(4)
assert {'md5', 'sha256', 'sha3_512', 'shake_256'} <= _hashlib.openssl_md_meth_names <= hashlib.algorithms_available
assert _hashlib._constructors[_hashlib.openssl_md5] == 'md5' and len(_hashlib._constructors) == 12

m = _hashlib.hmac_new(b'k', b'm', 'sha256')
assert (m.name, m.block_size, m.digest_size) == ('hmac-sha256', 64, 32) and repr(m).startswith('<sha256 HMAC object @ 0x')
n = m.copy()
n.update(b'ore')
assert n.hexdigest() == hmac.new(b'k', b'more', 'sha256').hexdigest() != m.hexdigest()
assert _hashlib.hmac_digest(b'k', b'm', 'sha1').hex() == '772b71c8a2997e768be01d9711e4a4f34a24ef33'
assert hmac.new(b'k', digestmod='md5').hexdigest() == _hashlib.hmac_digest(b'k', b'', 'md5').hex()
key = b'K' * 200
plain = hmac.HMAC.__new__(hmac.HMAC)
plain._init_old(key, b'message', 'sha512')
assert plain.digest() == hmac.digest(key, b'message', 'sha512') == hmac.new(key, b'message', hashlib.sha512).digest()

unsupported = ('UnsupportedDigestmodError', '[digital envelope routines] unsupported')
assert issubclass(_hashlib.UnsupportedDigestmodError, ValueError)
assert message(lambda: _hashlib.new('nope')) == unsupported == message(lambda: _hashlib.hmac_new(b'k', b'm', 'nope'))
assert message(lambda: _hashlib.new(1)) == ('TypeError', 'name must be a string')
assert message(_hashlib.HASH) == ('TypeError', "cannot create '_hashlib.HASH' instances")
assert message(lambda: _hashlib.hmac_new(b'k')) == ('TypeError', "Missing required parameter 'digestmod'.")
assert message(lambda: x.update('a')) == ('TypeError', 'Strings must be encoded before hashing')
assert message(lambda: x.update(1)) == ('TypeError', 'object supporting the buffer API required')

derive = hashlib.pbkdf2_hmac
assert derive('sha1', b'password', b'salt', 1000, 20).hex() == '6e88be8bad7eae9d9e10aa061224034fed48d03f'
assert len(derive('sha256', b'p', b's', 1)) == 32
assert message(lambda: derive('nope', b'a', b'b', 1)) == unsupported
assert message(lambda: derive('sha1', b'a', b'b', 0)) == ('ValueError', 'iteration value must be greater than 0.')
assert message(lambda: derive('sha1', b'a', b'b', 1, 0)) == ('ValueError', 'key length must be greater than 0.')
assert message(lambda: derive('sha1', 'a', b'b', 1)) == ('TypeError', "a bytes-like object is required, not 'str'")
found = hashlib.scrypt(b'password', salt=b'NaCl', n=1024, r=8, p=16).hex()
assert found.startswith('fdbabe1c9d3472007856e7190d01e9fe') and len(found) == 128
combination = ('ValueError', 'Invalid parameter combination for n, r, p, maxmem.')
for keywords, expected in [
    ({}, ('TypeError', 'salt is required')),
    ({'salt': b's'}, ('TypeError', 'n is required and must be an unsigned int')),
    ({'salt': b's', 'n': 3, 'r': 8, 'p': 1}, ('ValueError', 'n must be a power of 2.')),
    ({'salt': b's', 'n': 2, 'r': 0, 'p': 1}, combination),
    ({'salt': b's', 'n': 2, 'r': 8, 'p': 0}, combination),
    ({'salt': b's', 'n': 2, 'r': 8, 'p': 1, 'dklen': 0}, ('ValueError', 'dklen must be greater than 0 and smaller than 2147483647')),
    ({'salt': b's', 'n': 2**20, 'r': 8, 'p': 1}, ('ValueError', '[digital envelope routines] memory limit exceeded')),
]:
    assert message(lambda: hashlib.scrypt(b'p', **keywords)) == expected, keywords
assert hmac.compare_digest(b'a', b'a') and _hashlib.get_fips_mode() == 0
