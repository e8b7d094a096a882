#: arithmetic
print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 2 ** 100, 7 / 2, divmod(-17, 5))
#: floats
print(0.1 + 0.2, 1e300 * 10, 1 / 3, float("inf"), float("nan"), -0.0, 1e16, 1.5e-7, round(2.5), round(-1.5), round(2.675, 2))
#: big integers
n = 1
for i in range(1, 60): n *= i
print(n, n.bit_length(), n % (10**9 + 7), hex(n)[:20], pow(3, 200, 1000007))
#: integer conversions
print(int("ff", 16), int("-0b101", 0), int(3.99), bin(10), oct(8), hex(255), int("1_000"), bool([]), int(True))
#: complex numbers
print((1 + 2j) * (3 - 1j), abs(3 + 4j), (1j) ** 2, complex("1+2j").conjugate())
#: string methods
s = "  The quick brown Fox  "
print(s.strip().title(), s.upper(), s.split(), s.replace("quick", "slow").strip(), "a,b,,c".split(","), "-".join("abc"), "abc".center(9, "*"), "x=1".partition("="))
#: string formatting
print("%5.2f|%-8s|%03d|%x|%r" % (3.14159, "left", 7, 255, "q"), "{:>8}|{:^8}|{:<8}|{:+d}|{:,}|{:.2%}".format("r", "c", "l", 5, 1234567, 0.1234))
#: f-strings
name, value = "Ada", 3.14159
print(f"{name!r:>10}|{value:.3f}|{value:10.2e}|{{}}|{name=}|{2 + 3 = }|{1000000:_}|{255:#x}|{5:08b}")
#: slices
a = list(range(10))
print(a[2:5], a[::-1], a[-3:], a[::3], a[8:2:-2], "hello"[1:-1], (1, 2, 3)[:2])
#: slice assignment
a = [1, 2, 3, 4, 5]
a[1:3] = [9, 9, 9]; print(a)
del a[::2]; print(a)
a[len(a):] = [7]; print(a)
#: unicode
s = "naïve café 日本語 🎉"
print(s, len(s), s.encode().hex(), s[-1], [hex(ord(c)) for c in "é🎉"], "ß".upper(), "İ".lower() == "i̇", "ﬁ".casefold())
#: unicode normalisation
import unicodedata
print(unicodedata.normalize("NFD", "é").encode(), unicodedata.name("é"), unicodedata.category("A"), len(unicodedata.normalize("NFC", "e\u0301")))
#: bytes
b = b"abc\x00\xff"
print(b, b[0], b[1:3], bytes([1, 2]), bytearray(b"xy") + b"z", b.hex(), bytes.fromhex("00ff10"), "é".encode("latin-1"), b"\xc3\xa9".decode())
#: booleans and chains
print(1 < 2 < 3, 1 < 3 < 2, not 0, None or "x", 0 and 1, [] or {} or "end", 1 == 1.0 == True, "a" in "cat")
#: walrus and ternary
data = [3, 8, 1]
if (n := len(data)) > 2: print(n, "many" if n > 5 else "few")
print([y for x in data if (y := x * 2) > 4])
#: loops with else
for n in range(2, 20):
    for d in range(2, n):
        if n % d == 0: break
    else: print(n, end=" ")
print()
#: while and continue
n, steps = 27, 0
while n != 1:
    steps += 1
    if n % 2: n = 3 * n + 1; continue
    n //= 2
print(steps)
#: match on structure
def what(x):
    match x:
        case []: return "empty"
        case [1, *rest]: return f"one and {rest}"
        case {"kind": "point", "x": x, **more}: return f"point {x} {more}"
        case int() | float() if x > 10: return "large"
        case str(text): return f"text {text}"
        case (a, b): return f"pair {a} {b}"
        case _: return "other"
for v in ([], [1, 2, 3], {"kind": "point", "x": 5, "y": 6}, 11, 3, "hi", (8, 9)): print(what(v))
#: unpacking
a, *b, c = range(6); (d, e), f = (1, 2), 3
print(a, b, c, d, e, f, [*b, *"xy"], {**{"a": 1}, "b": 2}, *[7, 8], sep=",")
#: scope and closures
def counter():
    n = 0
    def more(by=1):
        nonlocal n
        n += by
        return n
    return more
c = counter(); c(); c(5); print(c(), [f() for f in [lambda i=i: i * i for i in range(3)]])
#: late binding
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
#: default argument that is shared
def add(x, to=[]):
    to.append(x); return to
print(add(1), add(2), add(3, []))
#: keyword-only and positional-only
def f(a, /, b, *args, c=3, **more): return a, b, args, c, more
print(f(1, 2), f(1, b=2, c=4, d=5), f(1, 2, 3, 4, c=0))
#: print options
print("a", "b", sep="-", end="!\n"); print(); print("x", end=""); print("y", flush=True); print([1, "two", 3.0, None, True])
#: nested data
data = {"people": [{"name": "Ada", "langs": ["py", "c"]}, {"name": "Bob", "langs": []}]}
print(data, data["people"][0]["langs"][-1], [p["name"] for p in data["people"] if not p["langs"]], sep="\n")
#: stars
for i in range(1, 5): print(" " * (4 - i) + "*" * (2 * i - 1))
#: global statement
total = 0
def add(n):
    global total
    total += n
for i in range(5): add(i)
print(total)
#: del and is
a = [1]; b = a; c = a[:]
print(a is b, a is c, a == c); del a
try: a
except NameError as e: print(e)
#: chained comparison of types
print(sorted([3, 1.5, True, 2]), max("apple", "pear", key=len), min([], default=0), sum([[1], [2]], []), any([0, ""]), all([]))
#: input until the end
import sys
print(sum(int(line) for line in sys.stdin))
#: type names
print(type(1), type("x").__name__, type(None), type(lambda: 0), type(print), type(range(3)), isinstance(True, int), issubclass(bool, int))
#: repr of everything
print(repr("it's"), repr('a"b\n'), repr("\t\\"), repr(1.0), repr([...]), repr({1: (2,)}), repr(set()), repr(frozenset({1})), repr(range(2, 9, 3)), repr(b"'"))
#: self containing list
a = [1]; a.append(a); print(a); d = {}; d["me"] = d; print(d)
#: version independent sys facts
import sys
print(sys.maxsize > 2**30, sys.byteorder, sys.argv, __name__, sys.getrecursionlimit())
