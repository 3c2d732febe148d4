import time

import RPi.GPIO as GPIO

SigPin = 18  # pin 3 of the NE555
count = 0


def pulse(channel):
    global count
    count += 1


GPIO.setmode(GPIO.BCM)
GPIO.setup(SigPin, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.add_event_detect(SigPin, GPIO.RISING, callback=pulse)
print("Counting the pulses of the NE555")
time.sleep(2.02)
print(count)
time.sleep(1)
print(count)
GPIO.cleanup()
