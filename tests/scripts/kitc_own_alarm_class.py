# A class of its own, which gets its pins as numbers: a buzzer that sounds at low, and a relay called in1.
import time

import RPi.GPIO as GPIO

relay_in1 = 13


class Watch:
    def __init__(self, shake, buzzer):
        self.shake, self.buzzer = shake, buzzer
        GPIO.setmode(GPIO.BCM)
        GPIO.setup([buzzer, relay_in1], GPIO.OUT, initial=1)
        GPIO.setup(shake, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)

    def buzzerOn(self):
        GPIO.output(self.buzzer, 0)

    def buzzerOff(self):
        GPIO.output(self.buzzer, 1)


watch = Watch(21, 20)
for _ in range(5):
    if GPIO.input(21):
        print("somebody shakes it")
        watch.buzzerOn()
    else:
        print("all is well")
        watch.buzzerOff()
    time.sleep(1)
GPIO.cleanup()
