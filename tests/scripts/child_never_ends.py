# Starts a program that never ends and is over itself; Ctrl-C reaches both, and the child tidies up.
import subprocess
import sys
from pathlib import Path

Path("pump.py").write_text(
    """
import signal
import time
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(5, GPIO.OUT, initial=1)
signal.signal(signal.SIGTERM, lambda *_: print("not yet"))
try:
    while True:
        time.sleep(60)
finally:
    GPIO.output(5, 0)
    print("pump off")
"""
)
pump = subprocess.Popen([sys.executable, "pump.py"])
try:
    pump.wait(timeout=2)
except subprocess.TimeoutExpired:
    print("still running")
pump.terminate()
