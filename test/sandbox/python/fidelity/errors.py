#: uncaught exception
def f(x): return 10 / x
f(0)
#: exit with a number
import sys
print("a"); sys.exit(3); print("b")
#: exit with a message
import sys
sys.exit("it went wrong")
#: exit with nothing
import sys
try: sys.exit()
finally: print("finally")
#: exit with a number too large
import sys
sys.exit(300)
#: exit below zero
exit(-1)
#: exit through raise
raise SystemExit(5)
#: exit caught
import sys
try: sys.exit(2)
except SystemExit as e: print("code", e.code)
#: quit
print("x"); quit()
#: atexit
import atexit
atexit.register(print, "last"); atexit.register(lambda: print("first")); print("main")
#: try in full
def f(n):
    try:
        if n == 0: raise ValueError("zero")
        r = 10 // n
    except ValueError as e: return f"caught {e}"
    except (TypeError, ZeroDivisionError): return "other"
    else: return r
    finally: print("finally", n)
print(f(0), f(3), f("x"))
#: raise from
try:
    try: {}["k"]
    except KeyError as e: raise RuntimeError("outer") from e
except RuntimeError as e: print(e, repr(e.__cause__), e.__suppress_context__)
#: implicit context
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("v")
except ValueError as e: print(repr(e.__context__))
#: own exceptions
class AppError(Exception):
    def __init__(self, code, *a): super().__init__(f"code {code}", *a); self.code = code
class NotFound(AppError): pass
try: raise NotFound(404, "x")
except AppError as e: print(type(e).__name__, e.code, e.args, e)
raise NotFound(1)
#: exception groups
try: raise ExceptionGroup("many", [ValueError("a"), TypeError("b"), ExceptionGroup("in", [ValueError("c")])])
except* ValueError as g: print([str(e) for e in g.exceptions[:1]])
except* TypeError as g: print(len(g.exceptions))
#: notes
e = ValueError("x"); e.add_note("look here"); print(e.__notes__)
#: messages of common errors
def attempt(code):
    try: exec(code, {})
    except Exception as e: print(type(e).__name__, e)
for code in ('int("x")', "[1][5]", '{"a": 1}["b"]', "None.x", '"a" + 1', 'len(5)', "undefined_name", 'import os.nope', "x = 1; x()", "def f(a): pass\nf()", "def f(): pass\nf(1)", "[].pop()", "next(iter([]))", "1 / 0", 'float("y")', '"a" * "b"', "(1, 2)[0] = 3", "a, b = [1]", '"%d" % "x"', "raise 5", "assert 1 == 2, 'no'", "assert False", "chr(-1)", "b'\\xff'.decode()", '"é".encode("ascii")', "[1, 'a'].sort()", "iter(5)", "class A: pass\nA(1)", "object().x"): attempt(code)
#: recursion error
def f(n): return f(n + 1)
try: f(0)
except RecursionError as e: print(type(e).__name__, "maximum recursion depth exceeded" in str(e))
print("goes on")
#: recursion error in C
a = []
for _ in range(15000): a = [a]
try: repr(a)
except RecursionError: print("too deep")
del a
#: mutual recursion that ends
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
print(even(300), odd(7))
#: deep recursion allowed
import sys
sys.setrecursionlimit(5000)
def depth(n): return n if n == 0 else 1 + depth(n - 1)
print(depth(3000))
#: exceptions in generators and comprehensions
def g():
    yield 1
    raise KeyError("g")
try: print([x for x in g()])
except KeyError as e: print("key", e)
#: stop iteration inside a generator
def g(): yield next(iter([]))
try: list(g())
except RuntimeError as e: print(e)
#: finally overrides
def f():
    for i in range(3):
        try: continue
        finally: print(i)
    return "end"
print(f())
#: traceback module
import traceback
try: int("q")
except ValueError: t = traceback.format_exc(); print(t.splitlines()[0], t.splitlines()[-1])
print(traceback.format_exception_only(ValueError("z")))
#: excepthook of one's own
import sys
sys.excepthook = lambda t, v, tb: print("hook", t.__name__, v)
raise KeyError("k")
#: stderr is apart
import sys
print("out"); print("err", file=sys.stderr); sys.stderr.write("more\n"); sys.stdout.write("raw\n")
#: end of input
print(input()); print(input())
input()
#: error after output without a line end
print("half", end=""); raise ValueError("x")
#: assertion that fails
assert 2 + 2 == 5, "arithmetic"
#: name error with a suggestion
print(lenght)
#: keyboard interrupt of one's own
raise KeyboardInterrupt
#: unraisable in a finaliser
class A:
    def __del__(self): print("gone")
a = A(); del a; print("after")
#: nested functions in the traceback
def a(): b()
def b(): raise LookupError("deep")
a()
