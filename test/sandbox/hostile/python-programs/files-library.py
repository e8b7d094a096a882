# verdict: error
# message contains: Read-only
open("/lib/python314.zip", "r+b").write(b"gone")
