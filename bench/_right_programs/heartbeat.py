import threading
import time

from gpiozero import LED, Button

led = LED(17)
button = Button(2)
stop = threading.Event()


def beat():
    while not stop.is_set():
        led.on()
        time.sleep(0.1)
        led.off()
        time.sleep(0.9)


thread = threading.Thread(target=beat)
thread.start()
try:
    while True:
        button.wait_for_press()
        print("still alive at", round(time.monotonic()))
        button.wait_for_release()
finally:
    stop.set()
    thread.join()
