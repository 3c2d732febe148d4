import atexit
import signal
import sys
import time
from gpiozero import LED

lamp = LED(27)


@atexit.register
def goodbye():
    print("lamp lit at the end:", lamp.is_lit)


def stop(signum, frame):
    print("caught", signal.Signals(signum).name)
    lamp.off()
    sys.exit(3)


signal.signal(signal.SIGINT, stop)
signal.signal(signal.SIGTERM, stop)

lamp.on()
while True:
    time.sleep(60)
