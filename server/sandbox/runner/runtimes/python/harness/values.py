"""Values on their way in and out: the tagged JSON of contract/value.ts, by the table of how values cross between languages."""

import array
import base64
import collections
import collections.abc
import dataclasses
import datetime
import decimal
import enum
import fractions
import math
import pathlib
import re
import types
import uuid

VALUE_DEPTH = 100
VALUE_NODES = 100_000
VALUE_CHARACTERS = 2 * 1024 * 1024
SAFE_INTEGER = 2**53
TRUNCATED = {"$": "truncated"}
ITERATORS = (collections.abc.Iterator, collections.abc.KeysView, collections.abc.ValuesView, collections.abc.ItemsView)


def decode(value):
    """An argument as a fresh Python value; raises nothing for what contract/value.ts allows."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    match value["$"]:
        case "number":
            return float(value["value"].replace("Infinity", "inf"))
        case "bigint":
            return int(value["value"])
        case "date":
            return None if value["value"] == "Invalid Date" else datetime.datetime.fromisoformat(value["value"])
        case "object":
            return {key: decode(item) for key, item in value["entries"]}
        case "map":
            return {hashable(decode(key)): decode(item) for key, item in value["entries"]}
        case "set":
            return {hashable(decode(item)) for item in value["items"]}
        case "bytes":
            return base64.b64decode(value["base64"])
        case "regexp":
            return re.compile(value["value"].strip("/").rsplit("/", 1)[0])
        case "symbol":
            return value["value"]
        case "error":
            return Exception(value["message"])
        case _:
            return None


def is_a(value, kinds):
    """What a value really is, whatever its __class__ says."""
    return issubclass(type(value), kinds)


def hashable(value):
    if isinstance(value, list):
        return tuple(hashable(item) for item in value)
    return frozenset(value) if isinstance(value, set) else value


class Encoder:
    """Writes one value down; what is too deep, too large or too much becomes `truncated`."""

    def __init__(self):
        self.nodes = 0
        self.characters = 0
        self.open = []

    @property
    def full(self):
        return self.nodes > VALUE_NODES or self.characters > VALUE_CHARACTERS

    def text(self, value):
        self.characters += len(value)
        return TRUNCATED if self.full else str.__str__(value)

    def encode(self, value):
        self.nodes += 1
        self.characters += 2
        if self.full:
            return TRUNCATED
        if value is None or value is True or value is False:
            return value
        if is_a(value, int):
            return self.integer(int.__int__(value))
        if is_a(value, float):
            return self.number(float.__float__(value))
        if is_a(value, str):
            return self.text(value)
        return self.container(value)

    def integer(self, value):
        if -SAFE_INTEGER <= value <= SAFE_INTEGER:
            return value
        try:
            return {"$": "bigint", "value": self.text(int.__repr__(value))}
        except ValueError:  # more than 4300 digits
            return TRUNCATED

    @staticmethod
    def number(value):
        if value != value:
            return {"$": "number", "value": "NaN"}
        if math.isinf(value):
            return {"$": "number", "value": "Infinity" if value > 0 else "-Infinity"}
        if value == 0 and math.copysign(1, value) < 0:
            return {"$": "number", "value": "-0"}
        return value

    def container(self, value):
        for up, outer in enumerate(reversed(self.open), 1):
            if outer is value:
                return {"$": "cycle", "up": up}
        if len(self.open) >= VALUE_DEPTH:
            return TRUNCATED
        self.open.append(value)
        try:
            return self.shape(value)
        finally:
            self.open.pop()

    def items(self, values):
        encoded = []
        for item in values:
            encoded.append(self.encode(item))
            if self.full:
                break
        return encoded

    def shape(self, value):
        if is_a(value, (list, tuple, collections.deque, collections.UserList, array.array)):
            return self.items(value)
        if is_a(value, (dict, collections.UserDict, types.MappingProxyType, collections.ChainMap)):
            return self.mapping(value)
        if is_a(value, (set, frozenset)):
            return {"$": "set", "items": self.items(value)}
        if is_a(value, (bytes, bytearray, memoryview)):
            self.characters += len(value) * 1.4
            return TRUNCATED if self.full else {"$": "bytes", "base64": base64.b64encode(value).decode()}
        if is_a(value, datetime.datetime):
            return self.moment(value)
        if is_a(value, (datetime.date, datetime.time)):
            return value.isoformat()
        if is_a(value, (uuid.UUID, pathlib.PurePath, collections.UserString)):
            return self.text(str(value))
        if is_a(value, BaseException):
            return {"$": "error", "name": type(value).__name__, "message": self.text(str(value))}
        if is_a(value, re.Pattern):
            return {"$": "regexp", "value": self.text(f"/{value.pattern}/")}
        if is_a(value, (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
            return {"$": "function", "name": self.text(str(getattr(value, "__name__", "")))}
        return self.object(value)

    def moment(self, value):
        """A datetime without a zone counts as UTC."""
        aware = value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)
        moved = aware.astimezone(datetime.timezone.utc)
        return {"$": "date", "value": f"{moved:%Y-%m-%dT%H:%M:%S}.{moved.microsecond // 1000:03}Z".rjust(24, "0")}

    def mapping(self, value):
        if all(type(key) is str for key in value):
            return {"$": "object", "entries": self.pairs(value.items(), self.text)}
        return {"$": "map", "entries": self.pairs(value.items(), self.encode)}

    def pairs(self, items, encode_key):
        encoded = []
        for key, item in items:
            encoded.append([encode_key(key), self.encode(item)])
            if self.full:
                break
        return [] if self.full else encoded

    def object(self, value):
        return {"$": "object", "entries": self.pairs(self.fields(value), self.text), "class": self.text(type(value).__name__)}

    @staticmethod
    def fields(value):
        """What an object consists of. An iterator is not used up: its class is all that is told, such as `generator`."""
        if is_a(value, ITERATORS):
            return []
        if is_a(value, range):
            return [("start", value.start), ("stop", value.stop), ("step", value.step)]
        if is_a(value, enum.Enum):
            return [("name", value.name), ("value", value.value)]
        if is_a(value, decimal.Decimal):
            return [("value", str(value))]
        if is_a(value, fractions.Fraction):
            return [("numerator", value.numerator), ("denominator", value.denominator)]
        if is_a(value, datetime.timedelta):
            return [("days", value.days), ("seconds", value.seconds), ("microseconds", value.microseconds)]
        if is_a(value, complex):
            return [("real", value.real), ("imag", value.imag)]
        names = [field.name for field in dataclasses.fields(value)] if dataclasses.is_dataclass(value) else []
        for base in reversed(type(value).__mro__):
            slots = base.__dict__.get("__slots__", ())
            names += [slots] if isinstance(slots, str) else list(slots)
        names += list(getattr(value, "__dict__", {}))
        kept = [name for name in dict.fromkeys(names) if name not in ("__dict__", "__weakref__") and hasattr(value, name)]
        return [(name, getattr(value, name)) for name in kept]


def encode(value):
    """What a call returned, ready for JSON."""
    try:
        return Encoder().encode(value)
    except Exception:  # a property that raises, a key whose __hash__ does
        return TRUNCATED
