# verdict: error
import os
os.abort()
