import glob
import time

import RPi.GPIO as GPIO

HEATER = 26

GPIO.setmode(GPIO.BCM)
GPIO.setup(HEATER, GPIO.OUT, initial=GPIO.LOW)


def temperature():
    files = glob.glob("/sys/bus/w1/devices/28-*/w1_slave")
    if not files:
        return None
    with open(files[0]) as file:
        lines = file.readlines()
    if len(lines) < 2 or not lines[0].strip().endswith("YES"):
        return None
    return int(lines[1].split("t=")[1]) / 1000


try:
    while True:
        try:
            celsius = temperature()
        except OSError:
            celsius = None
        if celsius is None or celsius > 37.8:
            GPIO.output(HEATER, GPIO.LOW)
        elif celsius < 37.2:
            GPIO.output(HEATER, GPIO.HIGH)
        print(celsius)
        time.sleep(3)
finally:
    GPIO.cleanup()
