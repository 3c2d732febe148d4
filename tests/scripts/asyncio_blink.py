import asyncio
from gpiozero import LED


async def blink(led, seconds, times):
    for _ in range(times):
        led.on()
        await asyncio.sleep(seconds)
        led.off()
        await asyncio.sleep(seconds)
    return times


async def main():
    green, red = LED(20), LED(21)
    done = await asyncio.gather(blink(green, 0.5, 4), blink(red, 1, 2))
    print("blinked", done)
    try:
        await asyncio.wait_for(blink(red, 10, 1), timeout=3)
    except asyncio.TimeoutError:
        print("too slow")
        red.off()
    await asyncio.sleep(1)


asyncio.run(main())
