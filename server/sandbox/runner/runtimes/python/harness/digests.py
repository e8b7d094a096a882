"""What hashlib lacks where there is no OpenSSL."""

import hashlib
import hmac


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0), as hashlib has it elsewhere."""
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    start = hmac.new(bytes(password), digestmod=hash_name)
    length = start.digest_size if dklen is None else dklen
    if length < 1:
        raise ValueError("key length must be greater than 0.")
    inner, outer = pads(bytes(password), hash_name)
    key = b""
    block = 0
    while len(key) < length:
        block += 1
        first = start.copy()
        first.update(bytes(salt) + block.to_bytes(4, "big"))
        digest = first.digest()
        mixed = int.from_bytes(digest, "big")
        for _ in range(iterations - 1):
            one, two = inner.copy(), outer.copy()
            one.update(digest)
            two.update(one.digest())
            digest = two.digest()
            mixed ^= int.from_bytes(digest, "big")
        key += mixed.to_bytes(start.digest_size, "big")
    return key[:length]


def pads(password, hash_name):
    """The two hashes of HMAC (RFC 2104) that have taken in the key."""
    inner, outer = hashlib.new(hash_name), hashlib.new(hash_name)
    size = inner.block_size
    if len(password) > size:
        password = hashlib.new(hash_name, password).digest()
    key = password.ljust(size, b"\0")
    inner.update(bytes(byte ^ 0x36 for byte in key))
    outer.update(bytes(byte ^ 0x5C for byte in key))
    return inner, outer


def scrypt(password, **parameters):
    raise NotImplementedError("hashlib.scrypt is not available here. Use hashlib.pbkdf2_hmac.")


def settle():
    for function in (pbkdf2_hmac, scrypt):
        if not hasattr(hashlib, function.__name__):
            function.__module__ = "hashlib"
            setattr(hashlib, function.__name__, function)
