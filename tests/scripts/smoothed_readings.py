# The mean of the last five readings, as in a statistics lesson.
from collections import deque
from statistics import mean, pstdev
from time import perf_counter, sleep
from gpiozero import MCP3008

adc = MCP3008(channel=2)
window = deque(maxlen=5)
began = perf_counter()
for _ in range(10):
    window.append(adc.value * 3.3)
    sleep(0.2)
print(f"{mean(window):.2f} V", "steady" if pstdev(window) < 0.05 else "noisy")
print(f"{perf_counter() - began:.1f} s")
