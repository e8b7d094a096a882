# verdict: passed
# stdout contains: none
import gc
found = [o for o in gc.get_objects() if type(o).__module__ in ("pyodide.ffi", "_pyodide_core", "js") or "JsProxy" in type(o).__name__]
found += [c for c in type.__subclasses__(object) if "Js" in c.__name__]
print("ESCAPED" if found else "none")
