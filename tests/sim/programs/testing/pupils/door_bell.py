import signal
import sys
import time

from gpiozero import LED, Button

bell = LED(18)
knob = Button(2)
knob.when_pressed = bell.on
knob.when_released = bell.off


def stop(number, frame):
    print("stopping")
    time.sleep(1)
    sys.exit()


signal.signal(signal.SIGINT, stop)
signal.pause()
