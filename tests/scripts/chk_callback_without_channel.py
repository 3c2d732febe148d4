# RPi.GPIO gives a callback the channel; this one takes nothing. The program goes on.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(6, GPIO.IN, pull_up_down=GPIO.PUD_UP)


def pressed():
    print("never")


GPIO.add_event_detect(6, GPIO.FALLING, callback=pressed, bouncetime=50)
time.sleep(5)
print("end")
GPIO.cleanup()
