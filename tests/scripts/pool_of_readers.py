import time
from concurrent.futures import ThreadPoolExecutor

from gpiozero import MCP3008


def slow_read(channel):
    time.sleep(1 + channel)
    with MCP3008(channel) as adc:
        return round(adc.value * 3.3, 1)


began = time.monotonic()
with ThreadPoolExecutor(max_workers=3) as pool:
    volts = list(pool.map(slow_read, range(3)))
print(volts, f"after {time.monotonic() - began:.0f} s")
