#: json
import json
t = json.dumps({"b": [1, 2.5, None, True], "a": "é\n", "n": {"x": []}}, sort_keys=True); print(t, json.loads(t)["b"], json.dumps("é", ensure_ascii=False), json.dumps([1, {"a": 2}], indent=2), json.dumps((1, 2), separators=(",", ":")))
#: json errors
import json
for bad in ('{"a":}', "[1,", "nope", "{'a': 1}"):
    try: json.loads(bad)
    except json.JSONDecodeError as e: print(e.lineno, e.colno, e.pos)
try: json.dumps({1, 2})
except TypeError as e: print(e)
#: json of own types
import json, datetime
print(json.dumps({"d": datetime.date(2024, 1, 2)}, default=str), json.loads('{"a": 1.0}', object_pairs_hook=list, parse_float=str))
#: regular expressions
import re
print(re.findall(r"(\w+)@(\w+)\.com", "a@b.com, cc@dd.com"), re.sub(r"(?P<y>\d{4})-(\d\d)", r"\2/\g<y>", "2024-05"), re.split(r"[,;]\s*", "a, b;c"), re.match(r"^\s*$", " ") is not None, re.compile("x+", re.I).search("aXXb").span(), re.fullmatch(r"\d+", "12a"))
#: regular expressions with functions
import re
print(re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "a1b22"), [m.groupdict() for m in re.finditer(r"(?P<k>\w)=(?P<v>\d)", "a=1 b=2")], re.escape("a.b*"), re.sub(r"(?x) \s+ # blanks", "_", "a  b c"))
#: datetime
from datetime import datetime, date, timedelta, timezone
d = datetime(2024, 2, 28, 23, 30, tzinfo=timezone.utc); print(d + timedelta(hours=1), d.isoformat(), d.strftime("%a %d %b %Y %H:%M %j"), (date(2024, 3, 1) - date(2024, 2, 1)).days, datetime.fromisoformat("2024-01-02T03:04:05+02:00").astimezone(timezone.utc), date(2024, 12, 30).isocalendar().week)
#: parsing dates
from datetime import datetime, timedelta
print(datetime.strptime("03/11/2023 4:05PM", "%d/%m/%Y %I:%M%p"), timedelta(days=1, seconds=-1), str(timedelta(hours=30, microseconds=5)), timedelta(minutes=90).total_seconds(), datetime.fromtimestamp(0).year)
#: calendar
import calendar
print(calendar.monthrange(2024, 2)[1], calendar.isleap(1900), calendar.month(2024, 2), calendar.day_name[0])
#: decimal
from decimal import Decimal, getcontext, ROUND_HALF_UP
print(Decimal("0.1") + Decimal("0.2"), Decimal(1) / Decimal(7), Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal("1e3"), Decimal("1.10") == Decimal("1.1"), round(Decimal("2.5"))); getcontext().prec = 5; print(Decimal(2).sqrt())
#: fractions
from fractions import Fraction
print(Fraction(1, 3) + Fraction(1, 6), Fraction("0.125"), Fraction(3, 4) ** 2, float(Fraction(1, 8)), Fraction(0.5).limit_denominator())
#: math
import math
print(math.sqrt(2), math.pi, math.gcd(12, 18), math.lcm(4, 6), math.comb(5, 2), math.factorial(20), math.isclose(0.1 + 0.2, 0.3), math.floor(-1.5), math.ceil(1.2), math.hypot(3, 4), math.log2(8), math.isqrt(17), math.fsum([0.1] * 10), math.prod([1, 2, 3]), math.dist((0, 0), (1, 1)))
#: statistics
import statistics as s
print(s.mean([1, 2, 3, 4]), s.median([1, 3, 2]), s.mode("aab"), round(s.stdev([2, 4, 4, 4, 5, 5, 7, 9]), 6), s.quantiles([1, 2, 3, 4, 5]), s.pvariance([1, 2]))
#: seeded random numbers
import random
r = random.Random(42); print(r.random(), r.randint(1, 100), r.choice("abcdef"), r.sample(range(50), 4), r.uniform(0, 1), r.gauss(0, 1)); a = list(range(8)); r.shuffle(a); print(a); random.seed("x"); print(random.random())
#: random numbers within bounds
import random, secrets, uuid
print(all(1 <= random.randint(1, 6) <= 6 for _ in range(100)), len(secrets.token_hex(8)), len({uuid.uuid4() for _ in range(20)}), len(secrets.token_bytes(5)), uuid.uuid5(uuid.NAMESPACE_DNS, "a.b"))
#: hashes
import hashlib, hmac, base64, binascii, zlib
print(hashlib.sha256(b"x").hexdigest(), hashlib.md5(b"").hexdigest(), hashlib.sha1(b"a").hexdigest(), hashlib.sha512(b"q").hexdigest()[:16], hmac.new(b"k", b"m", "sha256").hexdigest(), base64.b64encode(b"hi?>"), base64.urlsafe_b64encode(b"hi?>"), binascii.crc32(b"abc"), zlib.adler32(b"abc"), hmac.compare_digest("a", "a"))
#: more hashes
import hashlib
print(hashlib.blake2b(b"x", digest_size=8).hexdigest(), hashlib.sha3_256(b"x").hexdigest()[:16], hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 10).hex()[:16], hashlib.new("sha224", b"x").hexdigest()[:12], hashlib.shake_128(b"x").hexdigest(6))
#: urls
from urllib.parse import urlparse, parse_qs, urlencode, quote, unquote, urljoin, parse_qsl
u = urlparse("https://u:p@example.com:8080/a/b;c?x=1&x=2&y=%20#f"); print(u.hostname, u.port, u.path, parse_qs(u.query), urlencode({"a b": "ä&", "l": [1, 2]}, doseq=True), quote("/a b?"), unquote("%C3%A9+"), urljoin("http://a/b/c", "../d"), parse_qsl("a=&b", keep_blank_values=True))
#: html
import html; from html.parser import HTMLParser
class P(HTMLParser):
    def handle_starttag(self, t, a): print("start", t, a)
    def handle_data(self, d): print("data", d)
P().feed("<p class='x'>a &amp; b<br></p>"); print(html.escape("<a href='x'>&\""), html.unescape("&lt;&eacute;&#39;"))
#: xml
import xml.etree.ElementTree as ET
r = ET.fromstring("<books><book id='1'><title>A &amp; B</title></book><book id='2'/></books>"); print([b.get("id") for b in r.iter("book")], r.find("book/title").text, len(r.findall("book[@id='2']"))); e = ET.Element("a", x="1"); ET.SubElement(e, "b").text = "<t>"; print(ET.tostring(e), ET.tostring(e, encoding="unicode"))
try: ET.fromstring("<a><b></a>")
except ET.ParseError as e: print(e)
#: xml with indents and dom
import xml.etree.ElementTree as ET; from xml.dom import minidom
e = ET.fromstring("<a><b>1</b><c/></a>"); ET.indent(e); print(ET.tostring(e, "unicode")); print(minidom.parseString("<a><b/></a>").toprettyxml(indent=" "))
#: csv
import csv, io
rows = list(csv.DictReader(io.StringIO('name,n\n"Ada, L",1\r\nBob,"2 ""x"""\n'))); print(rows); o = io.StringIO(); w = csv.writer(o); w.writerow(["a,b", 'q"', 1, None]); print(repr(o.getvalue())); d = csv.DictWriter(o, ["x", "y"], lineterminator="\n"); d.writeheader(); d.writerow({"x": 1, "y": 2}); print(o.getvalue())
#: string templates and textwrap
from string import Template, ascii_lowercase, punctuation; import textwrap
print(Template("$a costs $$${b}").substitute(a="tea", b=3), textwrap.fill("the quick brown fox jumps", 10), textwrap.dedent("  a\n    b\n"), textwrap.shorten("hello wide world", 11), ascii_lowercase[:3], punctuation[:4])
#: io
import io
s = io.StringIO("a\nb\n"); print(s.readline(), s.read(), s.tell()); b = io.BytesIO(); b.write(b"xyz"); b.seek(1); print(b.read(), b.getvalue())
#: argparse
import argparse
p = argparse.ArgumentParser(prog="tool"); p.add_argument("name"); p.add_argument("-n", "--number", type=int, default=1); p.add_argument("-v", action="store_true"); print(p.parse_args(["x", "-n", "3"]), p.format_usage())
#: argparse that refuses
import argparse
p = argparse.ArgumentParser(prog="tool"); p.add_argument("--n", type=int); p.parse_args(["--n", "x"])
#: logging
import logging, sys
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s"); logging.info("hi %s", 1); logging.debug("no"); logging.getLogger("db").warning("slow")
#: logging an exception
import logging, sys
logging.basicConfig(stream=sys.stdout, format="%(message)s")
try: [][1]
except IndexError: logging.error("failed", exc_info=False); print("after")
#: configparser and tomllib
import configparser, tomllib
c = configparser.ConfigParser(); c.read_string("[a]\nx = 1\ny: yes\n"); print(c["a"].getint("x"), c.getboolean("a", "y"), c.sections()); print(tomllib.loads('a = 1\n[t]\nb = ["x", 2024-01-01]\n'))
#: pprint
from pprint import pprint, pformat
pprint({"b": list(range(30)), "a": {"nested": "x" * 60, "z": ["y" * 40]}}, width=60)
#: difflib
import difflib
print("\n".join(difflib.unified_diff(["a", "b"], ["a", "c"], lineterm="")), difflib.get_close_matches("appel", ["ape", "apple", "peach"]))
#: operator, types, numbers
import operator, types, numbers
print(operator.attrgetter("real")(3), operator.methodcaller("upper")("a"), types.SimpleNamespace(a=1), isinstance(1, numbers.Integral), types.MappingProxyType({"a": 1}))
#: contextvars and gc
import contextvars
v = contextvars.ContextVar("v", default=0); t = v.set(5); print(v.get()); v.reset(t); print(v.get())
#: pickle and shelve-like
import pickle
class P:
    def __init__(self, x): self.x = x
print(pickle.loads(pickle.dumps({"a": (1, [2]), "s": {3}})), pickle.loads(pickle.dumps(P(4))).x)
#: gzip, bz2, lzma, zlib, zip
import gzip, bz2, lzma, zlib, zipfile, io
d = b"hello " * 50; print(gzip.decompress(gzip.compress(d)) == d, bz2.decompress(bz2.compress(d)) == d, lzma.decompress(lzma.compress(d)) == d, len(zlib.compress(d)) < 40); b = io.BytesIO()
with zipfile.ZipFile(b, "w") as z: z.writestr("a.txt", "hi")
print(zipfile.ZipFile(b).namelist(), zipfile.ZipFile(b).read("a.txt"))
#: sqlite in memory
import sqlite3
c = sqlite3.connect(":memory:"); c.execute("create table t(id integer primary key, n text unique, v real)"); c.executemany("insert into t(n, v) values(?, ?)", [("a", 1.5), ("b", 2)]); print(c.execute("select sum(v), count(*), max(n) from t").fetchone(), c.execute("select * from t where n = :n", {"n": "b"}).fetchall())
try: c.execute("insert into t(n) values('a')")
except sqlite3.IntegrityError as e: print(e)
#: sqlite rows and transactions
import sqlite3
c = sqlite3.connect("f.db"); c.row_factory = sqlite3.Row; c.execute("drop table if exists t"); c.execute("create table t(a, b)")
with c: c.execute("insert into t values(1, 'x')")
try:
    with c: c.execute("insert into t values(2, 'y')"); raise ValueError
except ValueError: pass
print([dict(r) for r in c.execute("select * from t")], c.total_changes); c.close()
#: zoneinfo and UTC
from zoneinfo import ZoneInfo
from datetime import datetime, timezone
print(datetime(2024, 1, 1, tzinfo=timezone.utc).astimezone(timezone.utc).tzname())
#: ipaddress and mimetypes
import ipaddress, mimetypes
print(ipaddress.ip_address("10.0.0.1").is_private, ipaddress.ip_network("10.0.0.0/30").num_addresses, ipaddress.ip_address("10.0.0.9") in ipaddress.ip_network("10.0.0.0/28"), mimetypes.guess_type("a.json"))
#: email and http
from email.message import EmailMessage; from http import HTTPStatus; from http.cookies import SimpleCookie
m = EmailMessage(); m["Subject"] = "Hi"; m.set_content("text\n"); print(m["subject"], m.get_content()); print(HTTPStatus(404).phrase, HTTPStatus.OK == 200); c = SimpleCookie("a=1; b=2"); print(c["a"].value); c["s"] = "x"; c["s"]["httponly"] = True; print(c["s"].OutputString())
#: timing looks right
import time, timeit
a = time.perf_counter(); b = time.monotonic(); time.sleep(0.01); print(time.perf_counter() - a >= 0.01, time.monotonic() >= b, time.gmtime(0).tm_year, time.strftime("%Y-%m-%d", time.gmtime(86400)), timeit.timeit("1+1", number=10) >= 0)
#: ast and compile
import ast
print(ast.literal_eval("{'a': [1, 2.0, None]}"), eval("1 + 2 * 3"), ast.dump(ast.parse("x", mode="eval"))); ns = {}; exec("def f(n): return n * 2", ns); print(ns["f"](4)); print(ast.unparse(ast.parse("a=1+2")))
#: shlex, fnmatch, glob-like
import shlex, fnmatch
print(shlex.split("a 'b c' d\\ e"), shlex.quote("it's"), fnmatch.filter(["a.py", "b.txt"], "*.py"))
#: dis does not fail, warnings do
import warnings
warnings.simplefilter("error")
try: warnings.warn("old", DeprecationWarning)
except DeprecationWarning as e: print(e)
