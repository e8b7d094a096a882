# verdict: passed
# stdout contains: 
import os, sys
text = repr(dict(os.environ)) + repr(sys.path) + sys.executable + repr(os.listdir("/"))
print("ESCAPED" if "node_modules" in text or "server" in text else "nothing")
