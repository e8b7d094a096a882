#: list methods
a = [3, 1, 2]; a.append(4); a.insert(0, 9); a.extend((5, 6)); a.remove(1); print(a, a.pop(), a.pop(0), a.index(2), a.count(4)); a.sort(reverse=True); a.reverse(); print(a, a.copy() == a)
#: list comprehension with conditions
print([x * y for x in range(4) for y in range(x) if (x + y) % 2], [[r * c for c in range(3)] for r in range(3)])
#: dict methods
d = {"a": 1}; d.setdefault("b", []).append(2); d.update(c=3); print(d, d.get("z", 0), d.pop("a"), list(d.items()), "b" in d, d | {"e": 5}); print(list(reversed(d)))
#: dict comprehension and inversion
d = {c: i for i, c in enumerate("abc")}; print(d, {v: k for k, v in d.items()}, dict(zip("xy", [1, 2])), dict.fromkeys("ab", 0))
#: dict keeps its order
d = {"b": 1, "a": 2}; d["c"] = 3; del d["b"]; d["b"] = 4; print(d, sorted(d), d.popitem())
#: sets
a, b = {1, 2, 3}, {2, 3, 4}; print(a & b, a | b, a - b, a ^ b, a <= {1, 2, 3, 4}, sorted({"x"} | {"y"}), len({1, 1.0, True}))
#: tuples
t = (1, "a", [2]); t[2].append(3); print(t, t + (4,), t.count(1), (1,) < (1, 0), hash((1, 2)) == hash((1, 2)))
#: sorting with keys
people = [("Bob", 30), ("Ada", 36), ("Cleo", 30)]
print(sorted(people, key=lambda p: (-p[1], p[0])), sorted("Hello World", key=str.lower), sorted([3, 1, 2], reverse=True))
#: stable sorting
from operator import itemgetter
print(sorted([("a", 2), ("b", 1), ("c", 2), ("d", 1)], key=itemgetter(1)))
#: zip, enumerate, map, filter
print(list(zip("abc", [1, 2, 3])), list(enumerate("xy", 1)), list(map(str.upper, "ab")), list(filter(None, [0, 1, "", 2])), list(zip(*[(1, 2), (3, 4)])))
#: zip that is strict
try: list(zip([1], [1, 2], strict=True))
except ValueError as e: print(e)
#: Counter
from collections import Counter
c = Counter("mississippi"); print(c, c.most_common(2), c["z"], Counter("ab") + Counter("bc"), sorted(c.elements())[:4], c.total())
#: defaultdict
from collections import defaultdict
d = defaultdict(list)
for w in "the cat sat on the mat".split(): d[len(w)].append(w)
print(dict(d), d)
#: deque
from collections import deque
q = deque([1, 2, 3], maxlen=3); q.append(4); q.appendleft(0); q.rotate(1); print(q, q[0], list(q), q.popleft())
#: namedtuple
from collections import namedtuple
P = namedtuple("P", "x y", defaults=[0]); p = P(1); print(p, p.x, p._replace(y=5), p._asdict(), P._fields, *p)
#: OrderedDict and ChainMap
from collections import OrderedDict, ChainMap
o = OrderedDict(a=1, b=2); o.move_to_end("a"); print(list(o.items()), ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
#: heapq
import heapq
h = [5, 1, 8, 3]; heapq.heapify(h); heapq.heappush(h, 2); print([heapq.heappop(h) for _ in range(5)], heapq.nlargest(2, [1, 9, 5]), list(heapq.merge([1, 4], [2, 3])))
#: bisect
import bisect
a = [1, 3, 3, 5]; print(bisect.bisect_left(a, 3), bisect.bisect(a, 3), bisect.bisect(a, 9)); bisect.insort(a, 4); print(a)
#: itertools
import itertools as it
print(list(it.chain([1], "ab")), list(it.combinations("abc", 2)), list(it.permutations([1, 2, 3], 2))[:4], list(it.product([0, 1], repeat=2)), list(it.accumulate([1, 2, 3, 4])), list(it.islice(it.count(5, 2), 3)), [(k, len(list(g))) for k, g in it.groupby("aabccc")], list(it.pairwise([1, 2, 3])), list(it.zip_longest("ab", "c", fillvalue="-")))
#: functools
from functools import reduce, partial, lru_cache, cmp_to_key
@lru_cache(None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), partial(int, base=2)("101"), fib(80), fib.cache_info(), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
#: generators
def countdown(n):
    while n: yield n; n -= 1
    return "done"
g = countdown(3); print(next(g), list(g)); print(sum(x * x for x in range(5)))
def outer(): r = yield from countdown(2); yield r
print(list(outer()))
#: generator send and throw
def echo():
    got = None
    while True:
        try: got = yield got
        except ValueError as e: got = f"caught {e}"
g = echo(); next(g); print(g.send(1), g.throw(ValueError("x")), g.send(2)); g.close()
#: iterator protocol
class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return iter(range(self.n))
    def __len__(self): return self.n
    def __contains__(self, x): return x == "magic"
    def __getitem__(self, i): return i * 10
c = Count(3); print(list(c), len(c), "magic" in c, c[4], bool(Count(0)))
#: array and struct
import array, struct
a = array.array("i", [1, 2, 3]); print(a, a.itemsize, sum(a), struct.pack(">IH", 1, 2), struct.unpack("<h", b"\x01\x00"))
#: deep and shallow copies
import copy
a = [[1], {"k": [2]}]; b = copy.copy(a); c = copy.deepcopy(a); a[0].append(9); print(b, c)
#: matrix transpose
m = [[1, 2, 3], [4, 5, 6]]
print([list(r) for r in zip(*m)], [[sum(a * b for a, b in zip(r, c)) for c in zip(*[[1, 0], [0, 1], [1, 1]])] for r in m])
#: breadth first search
from collections import deque
g = {"a": "bc", "b": "d", "c": "d", "d": "e", "e": ""}
def path(s, t):
    q, seen = deque([[s]]), {s}
    while q:
        p = q.popleft()
        if p[-1] == t: return p
        for n in g[p[-1]]:
            if n not in seen: seen.add(n); q.append(p + [n])
print(path("a", "e"))
#: quick sort and binary search
def qs(a): return a if len(a) < 2 else qs([x for x in a[1:] if x < a[0]]) + [a[0]] + qs([x for x in a[1:] if x >= a[0]])
print(qs([5, 2, 8, 1, 9, 3]))
#: linked list
class Node:
    def __init__(self, v, nxt=None): self.v, self.next = v, nxt
    def __iter__(self):
        n = self
        while n: yield n.v; n = n.next
print(list(Node(1, Node(2, Node(3)))))
#: graph order
from graphlib import TopologicalSorter, CycleError
print(list(TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}).static_order())[0::3])
try: list(TopologicalSorter({1: {2}, 2: {1}}).static_order())
except CycleError as e: print(e.args[0])
#: changed while iterated
d = {1: 1}
try:
    for k in d: d[k + 1] = 1
except RuntimeError as e: print(e)
