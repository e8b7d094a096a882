# verdict: passed
# stdout contains: alone
import builtins, os, sys
if hasattr(builtins, "left_behind") or os.path.exists("/tmp/left"):
    print("ESCAPED")
builtins.left_behind = sys.left_behind = True
open("/tmp/left", "w").write("x")
print("alone")
