# verdict: passed
# stdout contains: closed
for name in ("js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "pyodide.ffi", "pyodide.code"):
    try:
        print("ESCAPED", __import__(name))
    except ImportError:
        print("closed")
