"""Writes expected.json: what the machine's own CPython makes of every program here. Run with `python3 generate.py`."""

import json
import pathlib
import platform
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
STDIN = "12\n30\n"


def programs():
    for file in sorted(HERE.glob("*.py")):
        if file.name == "generate.py":
            continue
        for part in file.read_text().split("#: ")[1:]:
            name, _, code = part.partition("\n")
            yield f"{file.stem}: {name}", code


def run(code):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "main.py").write_text(code)
        done = subprocess.run([sys.executable, "main.py"], cwd=folder, input=STDIN.encode(), capture_output=True, timeout=20, env={"PYTHONUTF8": "1", "TZ": "UTC", "PYTHONHASHSEED": "0"})
    lines = done.stderr.decode().strip().splitlines()
    code = done.returncode & 0xFF if done.returncode >= 0 else 1
    return {"stdout": done.stdout.decode(), "exitCode": code, "lastOfStderr": lines[-1] if lines else ""}


expected = {name: run(code) for name, code in programs()}
told = {"python": platform.python_version(), "stdin": STDIN, "programs": expected}
(HERE / "expected.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
print(len(expected), "programs with", platform.python_version())
