#: run a coroutine
import asyncio
async def main(): await asyncio.sleep(0.01); return 42
print(asyncio.run(main()))
#: gather in order
import asyncio
async def job(n, t): await asyncio.sleep(t); print("done", n); return n * 10
async def main(): print(await asyncio.gather(job(1, 0.03), job(2, 0.01), job(3, 0.02)))
asyncio.run(main())
#: tasks and cancel
import asyncio
async def forever():
    try:
        while True: await asyncio.sleep(1)
    except asyncio.CancelledError: print("cancelled"); raise
async def main():
    t = asyncio.create_task(forever(), name="f"); await asyncio.sleep(0.01); t.cancel()
    try: await t
    except asyncio.CancelledError: print(t.cancelled(), t.get_name())
asyncio.run(main())
#: wait for with a timeout
import asyncio
async def main():
    try: await asyncio.wait_for(asyncio.sleep(1), 0.01)
    except TimeoutError: print("too slow")
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(1)
    except TimeoutError: print("again")
    print(await asyncio.wait_for(asyncio.sleep(0, "quick"), 1))
asyncio.run(main())
#: queue
import asyncio
async def producer(q):
    for i in range(3): await q.put(i); await asyncio.sleep(0)
    await q.put(None)
async def consumer(q):
    while (i := await q.get()) is not None: print("got", i); q.task_done()
async def main(): q = asyncio.Queue(2); await asyncio.gather(producer(q), consumer(q))
asyncio.run(main())
#: lock, event, semaphore
import asyncio
async def main():
    lock, ev, sem = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(2)
    async def w(n):
        await ev.wait()
        async with sem, lock: print(n)
    ts = [asyncio.create_task(w(i)) for i in range(3)]; await asyncio.sleep(0); ev.set(); await asyncio.wait(ts); print(lock.locked())
asyncio.run(main())
#: async iteration
import asyncio
async def numbers(n):
    for i in range(n): await asyncio.sleep(0); yield i
class Cm:
    async def __aenter__(self): return "in"
    async def __aexit__(self, *a): print("out")
async def main():
    print([i async for i in numbers(4) if i % 2])
    async with Cm() as c: print(c)
asyncio.run(main())
#: task group with an error
import asyncio
async def bad(): await asyncio.sleep(0); raise ValueError("no")
async def main():
    try:
        async with asyncio.TaskGroup() as g: g.create_task(bad()); g.create_task(asyncio.sleep(5))
    except* ValueError as e: print(e.exceptions)
asyncio.run(main())
#: gather with exceptions
import asyncio
async def bad(): raise KeyError("k")
async def main(): print(await asyncio.gather(asyncio.sleep(0, 1), bad(), return_exceptions=True))
asyncio.run(main())
#: as completed
import asyncio
async def main():
    for c in asyncio.as_completed([asyncio.sleep(0.03, "slow"), asyncio.sleep(0.01, "fast")]): print(await c)
asyncio.run(main())
#: callbacks of the loop
import asyncio
async def main():
    loop = asyncio.get_running_loop(); f = loop.create_future()
    loop.call_later(0.01, f.set_result, "later"); loop.call_soon(print, "soon"); print(await f)
asyncio.run(main())
#: uncaught in a coroutine
import asyncio
async def main(): await asyncio.sleep(0); raise OSError("async")
asyncio.run(main())
#: run twice
import asyncio
async def f(x): return x
print(asyncio.run(f(1)), asyncio.run(f(2)))
with asyncio.Runner() as r: print(r.run(f(3)))
#: unittest that passes
import unittest
class T(unittest.TestCase):
    def setUp(self): self.a = [1]
    def test_one(self): self.assertEqual(self.a, [1]); self.assertIn(1, self.a)
    def test_two(self):
        with self.assertRaises(ZeroDivisionError): 1 / 0
unittest.main()
#: unittest that fails
import unittest
class T(unittest.TestCase):
    def test_one(self): self.assertEqual(1, 2)
unittest.main(verbosity=0)
#: unittest without an exit
import unittest, io
class T(unittest.TestCase):
    @unittest.skip("later")
    def test_s(self): pass
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertLess(i, 2)
r = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(T)); print(r.testsRun, len(r.failures), len(r.skipped), r.wasSuccessful())
#: mock
from unittest.mock import Mock, patch, MagicMock
import json
m = Mock(return_value=3); print(m(1, x=2)); m.assert_called_once_with(1, x=2)
with patch("json.dumps", return_value="!"): print(json.dumps({}))
print(json.dumps({}), len(MagicMock()))
#: asynchronous unittest
import unittest
class T(unittest.IsolatedAsyncioTestCase):
    async def test_a(self):
        import asyncio; await asyncio.sleep(0.01); self.assertTrue(True)
r = unittest.TextTestRunner(verbosity=0, stream=open("/dev/null", "w")).run(unittest.defaultTestLoader.loadTestsFromTestCase(T)); print(r.testsRun, r.wasSuccessful())
#: doctest
import doctest
def add(a, b):
    """
    >>> add(1, 2)
    3
    >>> add(1, 1)
    2
    """
    return a + b
print(doctest.testmod(report=False).failed > 0 or "none")
