# verdict: error
import json
json.loads("[" * 100_000)
