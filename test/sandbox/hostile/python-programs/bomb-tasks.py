# verdict: out-of-memory
# limits: memoryMb=32 timeMs=5000
import asyncio
async def more():
    await asyncio.sleep(1e9)
async def main():
    tasks = []
    asyncio.get_running_loop().set_exception_handler(lambda *given: None)
    while True:
        tasks.append(asyncio.create_task(more()))
asyncio.run(main())
