# One thread computes without a pause; the main program blinks beside it.
import threading
import time
from gpiozero import LED

led = LED(17)
total = 0


def compute():
    global total
    while True:
        total += 1


threading.Thread(target=compute, daemon=True).start()
for _ in range(4):
    led.toggle()
    time.sleep(0.1)
print("computed" if total > 20_000 else "stood still")
