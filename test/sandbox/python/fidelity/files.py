#: write and read
with open("t.txt", "w") as f: print(f.write("one\ntwo\nthree"), f.name, f.mode, f.closed)
with open("t.txt") as f: print(f.readline(), f.readlines(), f.read() == "", f.closed)
print(open("t.txt").read().splitlines(), f.closed)
#: append and seek
with open("a.txt", "w+") as f: f.write("abc"); f.seek(0); print(f.read(2), f.tell()); f.seek(0, 2); f.write("d")
with open("a.txt", "a") as f: f.write("!")
with open("a.txt", "r+") as f: f.write("X"); f.truncate(3)
print(open("a.txt").read())
#: binary files
with open("b.bin", "wb") as f: f.write(bytes(range(5))); f.write(b"\n\r\n")
with open("b.bin", "rb") as f: print(f.read(), f.seek(1), f.read(2))
#: exclusive and missing
open("x.txt", "x").close()
for mode, name in (("x", "x.txt"), ("r", "none.txt"), ("w", "none/y.txt"), ("r", ".")):
    try: open(name, mode)
    except OSError as e: print(type(e).__name__, e.strerror, e.filename)
#: pathlib
from pathlib import Path
p = Path("d1/d2"); p.mkdir(parents=True, exist_ok=True); (p / "f.txt").write_text("hi\nthere"); print((p / "f.txt").read_text(), sorted(x.as_posix() for x in Path("d1").rglob("*")), p.exists(), (p / "f.txt").stat().st_size, p.is_dir(), (p / "f.txt").suffix, (p / "f.txt").stem, p.parent)
(p / "f.txt").rename("moved.txt"); print(Path("moved.txt").read_bytes()); Path("moved.txt").unlink(); print(Path("moved.txt").exists())
try: Path("d1").rmdir()
except OSError as e: print(e.strerror)
#: os functions
import os
os.makedirs("o/p", exist_ok=True); open("o/z.txt", "w").write("z"); print(sorted(os.listdir("o")), os.path.getsize("o/z.txt"), os.path.isdir("o/p"), os.path.join("a", "b"), os.path.splitext("x.tar.gz"), os.path.basename("/a/b.c"), sorted((r, sorted(d), sorted(f)) for r, d, f in os.walk("o")))
os.rename("o/z.txt", "o/y.txt"); os.remove("o/y.txt"); os.removedirs("o/p"); print(os.path.exists("o"))
#: shutil and tempfile
import shutil, tempfile, os
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, "s"); os.mkdir(p); open(os.path.join(p, "f"), "w").write("1"); shutil.copytree(p, p + "2"); shutil.copy(os.path.join(p, "f"), os.path.join(d, "g")); print(sorted(os.listdir(d))); shutil.rmtree(p); print(sorted(os.listdir(d)))
print(os.path.exists(d))
with tempfile.NamedTemporaryFile("w+", suffix=".txt") as f: f.write("q"); f.flush(); print(open(f.name).read(), f.name.endswith(".txt"))
#: csv file
import csv
with open("c.csv", "w", newline="") as f: csv.writer(f).writerows([["n", "v"], ["a", 1], ["b, c", 2]])
with open("c.csv", newline="") as f: print(list(csv.reader(f)))
with open("c.csv") as f: print({r["n"]: int(r["v"]) for r in csv.DictReader(f)})
#: json file
import json
with open("j.json", "w") as f: json.dump({"a": [1, 2]}, f, indent=1)
with open("j.json") as f: print(json.load(f), f.name)
#: encodings
open("e.txt", "w", encoding="latin-1").write("é"); print(open("e.txt", "rb").read())
try: open("e.txt", encoding="utf-8").read()
except UnicodeDecodeError as e: print(e.reason, e.start)
print(open("e.txt", encoding="utf-8", errors="replace").read() == "\ufffd")
#: lines of a file
open("l.txt", "w").write("b 2\na 1\n\nc 3\n")
with open("l.txt") as f:
    for n, line in enumerate(f, 1):
        if line.strip(): print(n, line.split())
#: newlines
open("n.txt", "wb").write(b"a\r\nb\rc\n"); print(open("n.txt").read().encode(), open("n.txt", newline="").read().encode())
#: links and modes
import os
open("m.txt", "w").close(); os.symlink("m.txt", "ln"); print(os.path.islink("ln"), os.readlink("ln"), oct(os.stat("ln").st_mode)[-3:] in ("644", "664")); os.chmod("m.txt", 0o600); print(oct(os.stat("m.txt").st_mode)); os.unlink("ln"); print(os.path.exists("m.txt"))
#: file descriptors
import os
fd = os.open("fd.txt", os.O_CREAT | os.O_RDWR); os.write(fd, b"hello"); os.lseek(fd, 1, os.SEEK_SET); print(os.read(fd, 3)); d = os.dup(fd); os.close(fd); print(os.fstat(d).st_size); os.close(d)
try: os.read(d, 1)
except OSError as e: print(e.strerror)
#: changing the folder
import os
os.mkdir("sub"); os.chdir("sub"); open("in.txt", "w").write("x"); print(os.path.basename(os.getcwd()), os.listdir(".")); os.chdir(".."); print(os.path.exists("sub/in.txt"))
#: glob
import glob, pathlib
for n in ("g1.txt", "g2.txt", "g.py"): open(n, "w").close()
print(sorted(glob.glob("g*.txt")), sorted(p.name for p in pathlib.Path(".").glob("g*.py")))
#: the file itself
print(open(__file__).read().count("open"), __file__.endswith("main.py"))
#: importing a file just written
open("helper_written.py", "w").write("def double(n): return n * 2\nVALUE = 7\n")
import helper_written
from helper_written import double
print(double(4), helper_written.VALUE, helper_written.__name__)
#: large file
with open("big.txt", "w") as f:
    for i in range(20000): f.write(f"line {i}\n")
print(sum(len(l) for l in open("big.txt")), sum(1 for _ in open("big.txt")))
