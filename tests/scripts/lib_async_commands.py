import asyncio
import sys
import time
from pathlib import Path

Path("beat.py").write_text(
    "from gpiozero import LED\nfrom time import sleep\nled = LED(27)\nled.on()\nsleep(1)\nled.off()\nprint('beat')\n"
)
start = time.monotonic()


async def count():
    for number in range(4):
        print(number, round(time.monotonic() - start, 1))
        await asyncio.sleep(0.4)


async def main():
    asked = await asyncio.create_subprocess_exec("vcgencmd", "measure_temp", stdout=asyncio.subprocess.PIPE)
    found, _ = await asked.communicate()
    print(found.decode().strip(), asked.returncode)
    counting = asyncio.create_task(count())
    child = await asyncio.create_subprocess_exec(sys.executable, "beat.py", stdout=asyncio.subprocess.PIPE)
    async for line in child.stdout:
        print(line.decode().strip(), round(time.monotonic() - start, 1))
    print(await child.wait())
    await counting


asyncio.run(main())
Path("beat.py").unlink()
