# Starts a second program that blinks, blinks a lamp of its own meanwhile, and stops it.
import subprocess
import sys
import time
from pathlib import Path

import RPi.GPIO as GPIO

Path("blink.py").write_text(
    """
import sys
import time
import RPi.GPIO as GPIO

pin = int(sys.argv[1])
GPIO.setmode(GPIO.BOARD)
GPIO.setup(pin, GPIO.OUT)
print("blinking pin", pin, flush=True)
try:
    while True:
        GPIO.output(pin, 1)
        time.sleep(0.5)
        GPIO.output(pin, 0)
        time.sleep(0.5)
except KeyboardInterrupt:
    print("child says goodbye")
    GPIO.cleanup()
"""
)

GPIO.setmode(GPIO.BCM)
GPIO.setup(27, GPIO.OUT)
child = subprocess.Popen([sys.executable, "blink.py", "11"], stdout=subprocess.PIPE, text=True)
print(child.stdout.readline().strip(), "|", child.poll(), sys.argv[1:])
GPIO.output(27, 1)
time.sleep(2)
GPIO.output(27, 0)
child.send_signal(2)
print(child.communicate()[0].strip(), "|", child.returncode)
second = subprocess.Popen([sys.executable, "blink.py", "15"])
time.sleep(0.75)
second.terminate()
second.wait()
print("ended by", -second.returncode)
GPIO.cleanup()
