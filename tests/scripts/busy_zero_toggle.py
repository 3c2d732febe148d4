# How often can this Raspberry Pi switch a pin in a second?
import time
from gpiozero import LED

led = LED(17)
count = 0
start = time.time()
while time.time() - start < 0.2:
    [led.toggle() for _ in range(512)]
    count += 512
print("more than 1000 a second" if count > 200 else "slow")
print("less than a million" if count < 200_000 else "faster than light")
print(round(time.time() - start, 1), "s")
