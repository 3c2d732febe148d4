"""The knob of a radio: an interrupt at each fall of CLK, DT says which way it was turned."""

import time

import RPi.GPIO as GPIO

RoAPin, RoBPin, RoSPin = 17, 18, 27
volume = 5


def turned(channel):
    global volume
    volume += 1 if GPIO.input(RoBPin) else -1
    print("volume", volume)


def pressed(channel):
    print("mute")


GPIO.setmode(GPIO.BCM)
for pin in (RoAPin, RoBPin, RoSPin):
    GPIO.setup(pin, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.add_event_detect(RoAPin, GPIO.FALLING, callback=turned)
GPIO.add_event_detect(RoSPin, GPIO.FALLING, callback=pressed, bouncetime=200)
rotary_time_s = 6
time.sleep(rotary_time_s)
GPIO.cleanup()
print("end", volume)
