# verdict: timed-out
# limits: timeMs=300
import asyncio
async def main():
    while True:
        await asyncio.sleep(0)
asyncio.run(main())
