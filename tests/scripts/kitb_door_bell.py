import time

import RPi.GPIO as GPIO

BeepPin, BtnPin = 17, 27
GPIO.setmode(GPIO.BCM)
GPIO.setup(BtnPin, GPIO.IN)
GPIO.setup(BeepPin, GPIO.OUT, initial=GPIO.LOW)
try:
    while True:
        if GPIO.input(BtnPin) == 0:
            print("Buzzer Off")
            GPIO.output(BeepPin, GPIO.LOW)
        if GPIO.input(BtnPin) == 1:
            print("Buzzer On")
            GPIO.output(BeepPin, GPIO.HIGH)
        time.sleep(0.5)
except KeyboardInterrupt:
    GPIO.cleanup()
