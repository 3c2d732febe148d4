# A knob beside a display whose wires have the same names: the wires that are pulled up are the knob's.
import time

import RPi.GPIO as GPIO
import tm1637

CLK, DT = 5, 6
GPIO.setmode(GPIO.BCM)
GPIO.setup([CLK, DT], GPIO.IN, pull_up_down=GPIO.PUD_UP)
digits = tm1637.TM1637(clk=23, dio=24)
volume = 10


def turned(channel):
    global volume
    volume += 1 if GPIO.input(DT) else -1
    print(volume)


GPIO.add_event_detect(CLK, GPIO.FALLING, callback=turned, bouncetime=20)
for _ in range(8):
    digits.number(volume)
    time.sleep(0.5)
GPIO.cleanup()
