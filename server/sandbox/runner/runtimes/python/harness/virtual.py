"""Waiting: time.sleep really waits; asyncio's waits take no time, but all clocks move on as if they had."""

import asyncio
import math
import operator
import posix
import time

# What the host takes for a wish of ours; see ../inside/interpreter.ts.
SLEEP = 1_000_001
SKIP = 1_000_002

advise = posix.posix_fadvise


class WaitsForever(BaseException):
    """Everything waits for something that nothing will ever do."""


def sleep(seconds, /):
    """Wait for a number of seconds, which may be a fraction."""
    try:
        wait = operator.index(seconds)
    except TypeError:
        if not hasattr(seconds, "__float__"):
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer") from None
        wait = float(seconds)
    if math.isnan(wait):
        raise ValueError("Invalid value NaN (not a number)")
    if wait < 0:
        raise ValueError("sleep length must be non-negative")
    advise(SLEEP, int(min(wait, 1e9) * 1e6), 0, 0)


class Selector:
    """Nothing ever comes from outside: waiting for it means moving the clocks."""

    def select(self, timeout):
        if timeout is None:
            raise WaitsForever
        if timeout > 0:
            advise(SKIP, math.ceil(timeout * 1e6) + 1, 0, 0)
        return []

    def get_map(self):
        return {}

    def close(self):
        pass


def no_network(*args, **kwargs):
    raise OSError("Programs here have no network.")


class Loop(asyncio.BaseEventLoop):
    """An event loop that has nothing to wait for but its own timers."""

    def __init__(self):
        super().__init__()
        self._selector = Selector()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass

    def run_in_executor(self, executor, func, *args):
        raise RuntimeError("Programs here have one thread, so asyncio.to_thread and run_in_executor cannot start another. Call the function itself.")

    async def create_connection(self, *args, **kwargs):
        no_network()

    async def create_server(self, *args, **kwargs):
        no_network()

    async def create_datagram_endpoint(self, *args, **kwargs):
        no_network()

    async def getaddrinfo(self, *args, **kwargs):
        no_network()

    async def subprocess_exec(self, *args, **kwargs):
        raise OSError("Programs here cannot start other programs.")

    subprocess_shell = subprocess_exec


def settle():
    """Makes asyncio use this loop, and time.sleep the host's wait."""
    sleep.__module__ = "time"
    time.sleep = sleep
    asyncio.SelectorEventLoop = asyncio.EventLoop = Loop
    policy = asyncio.events._get_event_loop_policy()
    type(policy)._loop_factory = Loop


def begin():
    """Before every module of a learner."""
    asyncio.events._set_running_loop(None)
