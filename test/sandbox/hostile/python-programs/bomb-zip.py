# verdict: out-of-memory
# limits: memoryMb=32 timeMs=4000
import zlib
data = zlib.compress(bytes(50_000_000))
for _ in range(3):
    kept = [zlib.decompress(data) for _ in range(20)]
