# A counter runs; a timer looks at it after a fifth of a second.
import threading
from gpiozero import LED

led = LED(17)
counter = 0
running = True


def look():
    global running
    running = False
    led.on()


threading.Timer(0.2, look).start()
while running:
    counter += 1
print("counted to", counter)
led.off()
