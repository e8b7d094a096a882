#: class basics
class Account:
    interest = 0.02
    def __init__(self, owner, balance=0): self.owner, self.balance = owner, balance
    def deposit(self, n): self.balance += n; return self
    def __repr__(self): return f"Account({self.owner!r}, {self.balance})"
a = Account("Ada").deposit(5).deposit(7); print(a, a.interest, vars(a), hasattr(a, "x"))
#: inheritance and super
class A:
    def hi(self): return "A"
class B(A):
    def hi(self): return "B" + super().hi()
class C(A):
    def hi(self): return "C" + super().hi()
class D(B, C): pass
print(D().hi(), [c.__name__ for c in D.__mro__], isinstance(D(), C))
#: properties
class Celsius:
    def __init__(self, t): self.t = t
    @property
    def f(self): return self.t * 9 / 5 + 32
    @f.setter
    def f(self, v): self.t = (v - 32) * 5 / 9
c = Celsius(100); print(c.f); c.f = 32; print(c.t)
try: c.g
except AttributeError as e: print(e)
#: class and static methods
class P:
    made = 0
    @classmethod
    def make(cls, n): cls.made += 1; return cls.__name__ * n
    @staticmethod
    def plain(x): return x + 1
print(P.make(2), P().make(1), P.plain(1), P.made)
#: operators
class V:
    def __init__(s, x, y): s.x, s.y = x, y
    def __add__(s, o): return V(s.x + o.x, s.y + o.y)
    def __mul__(s, k): return V(s.x * k, s.y * k)
    __rmul__ = __mul__
    def __eq__(s, o): return isinstance(o, V) and (s.x, s.y) == (o.x, o.y)
    def __lt__(s, o): return s.x < o.x
    def __neg__(s): return V(-s.x, -s.y)
    def __str__(s): return f"({s.x}, {s.y})"
    def __bool__(s): return bool(s.x or s.y)
print(V(1, 2) + V(3, 4), 2 * V(1, 1), V(1, 2) == V(1, 2), V(1, 2) != 3, sorted([V(3, 0), V(1, 0)])[0], bool(V(0, 0)), -V(1, 2))
try: V(1, 2) + 3
except AttributeError as e: print(e)
#: dataclasses
from dataclasses import dataclass, field, asdict, replace, astuple
@dataclass(order=True)
class Item:
    price: float
    name: str = "?"
    tags: list = field(default_factory=list, compare=False)
i = Item(2.5, "pen"); i.tags.append("x"); print(i, asdict(i), replace(i, price=1), Item(1) < Item(2), astuple(Item(3)), i == Item(2.5, "pen"))
#: frozen dataclass
from dataclasses import dataclass, FrozenInstanceError
@dataclass(frozen=True, slots=True)
class P: x: int; y: int = 0
try: P(1).x = 2
except FrozenInstanceError as e: print(type(e).__name__, e)
print(hash(P(1)) == hash(P(1)), {P(1): "a"}[P(1)])
#: enums
from enum import Enum, IntEnum, Flag, auto, StrEnum
class Color(Enum): RED = 1; GREEN = 2
class N(IntEnum): A = auto(); B = auto()
class F(Flag): R = auto(); W = auto()
class S(StrEnum): ON = auto()
print(Color.RED, Color(2), Color["RED"].value, list(Color), N.B + 1, F.R | F.W, S.ON, repr(Color.RED), Color.RED is Color(1))
try: Color(3)
except ValueError as e: print(e)
#: abstract classes
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
class Sq(Shape):
    def area(self): return 4
try: Shape()
except TypeError as e: print("abstract" in str(e), "area" in str(e))
print(Sq().area())
#: protocols and typing
from typing import Protocol, runtime_checkable, NamedTuple, TypedDict, Optional
@runtime_checkable
class Closer(Protocol):
    def close(self): ...
class X:
    def close(self): pass
class T(NamedTuple): a: int; b: str = "z"
class D(TypedDict): n: int
print(isinstance(X(), Closer), isinstance(1, Closer), T(1), D(n=1), Optional[int] == (int | None))
#: context managers
from contextlib import contextmanager, suppress, ExitStack, closing
class M:
    def __enter__(self): print("in"); return 5
    def __exit__(self, t, v, tb): print("out", t and t.__name__); return t is KeyError
with M() as m: print(m)
with M(): raise KeyError
@contextmanager
def tag(n): print(f"<{n}>"); yield; print(f"</{n}>")
with tag("b"), suppress(ZeroDivisionError): 1 / 0
#: decorators
import functools
def twice(f):
    @functools.wraps(f)
    def g(*a): return f(f(*a))
    return g
def times(n):
    return lambda f: lambda x: functools.reduce(lambda v, _: f(v), range(n), x)
@twice
def inc(x): "doc"; return x + 1
@times(3)
def dbl(x): return x * 2
print(inc(1), inc.__name__, inc.__doc__, dbl(1))
#: descriptors
class Positive:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, o, t=None): return getattr(o, self.name)
    def __set__(self, o, v):
        if v <= 0: raise ValueError(f"{self.name[1:]} must be positive")
        setattr(o, self.name, v)
class Box: w = Positive()
b = Box(); b.w = 3; print(b.w)
try: b.w = -1
except ValueError as e: print(e)
#: metaclasses
class Meta(type):
    def __new__(m, n, b, d): d["made"] = n.lower(); return super().__new__(m, n, b, d)
class Thing(metaclass=Meta): pass
class Base:
    subs = []
    def __init_subclass__(cls, **k): Base.subs.append(cls.__name__)
class One(Base): pass
print(Thing.made, Base.subs)
#: slots and getattr
class S: __slots__ = ("a",)
s = S(); s.a = 1
try: s.b = 2
except AttributeError as e: print("b" in str(e))
class G:
    def __getattr__(self, n): return n.upper()
    def __call__(self, x): return x * 2
print(G().hello, G()(4))
#: singledispatch
from functools import singledispatch, cached_property, total_ordering
@singledispatch
def show(x): return "thing"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
print(show(1), show([]), show("x"), show(True))
#: total ordering and cached property
from functools import total_ordering, cached_property
@total_ordering
class V:
    def __init__(s, n): s.n = n
    def __eq__(s, o): return s.n == o.n
    def __lt__(s, o): return s.n < o.n
    @cached_property
    def sq(s): print("once"); return s.n ** 2
v = V(3); print(v >= V(2), v.sq, v.sq)
#: patterns on classes
from dataclasses import dataclass
@dataclass
class Circle: r: float
@dataclass
class Rect: w: float; h: float
def area(s):
    match s:
        case Circle(r): return round(3.14 * r * r, 2)
        case Rect(w=w, h=h) if w == h: return f"square {w * h}"
        case Rect(w, h): return w * h
print(area(Circle(2)), area(Rect(2, 2)), area(Rect(2, 3)))
#: name mangling and private
class A:
    def __init__(self): self.__x = 1; self._y = 2
print(A()._A__x, sorted(vars(A())), A.__name__, A.__module__, A.__qualname__)
#: repository pattern
class Repo:
    def __init__(self): self._all, self._next = {}, 1
    def add(self, **f): self._all[self._next] = {"id": self._next, **f}; self._next += 1; return self._all[self._next - 1]
    def find(self, **w): return [r for r in self._all.values() if all(r.get(k) == v for k, v in w.items())]
r = Repo(); r.add(name="a", on=True); r.add(name="b", on=False); print(r.find(on=True), r.find())
#: weak references
import weakref, gc
class T: pass
t = T(); w = weakref.ref(t); print(w() is t); del t; gc.collect(); print(w())
#: inspect a signature
import inspect
def f(a, b: int = 2, *c, d, **e) -> str: "What it does."
print(inspect.signature(f), inspect.getdoc(f), f.__annotations__, f.__defaults__, list(inspect.signature(f).parameters))
