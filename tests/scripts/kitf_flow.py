# A water meter with a valve: its pin's name says that it is counted, though a resistor pulls it up as a button's.
import time

import RPi.GPIO as GPIO

WATER_FLOW, VALVE = 17, 27
count = 0


def tick(channel):
    global count
    count += 1


GPIO.setmode(GPIO.BCM)
GPIO.setup(WATER_FLOW, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup(VALVE, GPIO.OUT, initial=GPIO.HIGH)
GPIO.add_event_detect(WATER_FLOW, GPIO.FALLING, callback=tick)
liters = 0.0
while liters < 0.5:
    before = count
    time.sleep(1)
    liters += (count - before) / 7.5 / 60
    print(f"{liters:.2f}")
GPIO.output(VALVE, GPIO.LOW)
GPIO.cleanup()
