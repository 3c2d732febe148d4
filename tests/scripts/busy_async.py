# A task that never waits holds up all others, and the thread with the lamp goes on.
import asyncio
import time
from gpiozero import LED

led = LED(17)
led.blink(on_time=0.25, off_time=0.25)


async def greedy(until):
    turns = 0
    while time.monotonic() < until:
        turns += 1
    return turns


async def clock():
    await asyncio.sleep(0.1)
    print("clock at", round(time.monotonic() - start, 1))


async def main():
    other = asyncio.create_task(clock())
    await asyncio.sleep(0)
    turns = await greedy(start + 1)
    await other
    print("greedy" if turns > 1000 else turns)


start = time.monotonic()
asyncio.run(main())
