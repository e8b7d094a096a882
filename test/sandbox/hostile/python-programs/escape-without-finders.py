# verdict: passed
# stdout contains: closed
import sys, _imp, importlib.machinery
sys.meta_path[:] = [finder for finder in sys.meta_path if "Concealed" not in str(finder)]
for name in ("_pyodide_core", "_ctypes", "_posixsubprocess"):
    print("closed" if _imp.create_builtin(importlib.machinery.ModuleSpec(name, None)) is None else "ESCAPED")
