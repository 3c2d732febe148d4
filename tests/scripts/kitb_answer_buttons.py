import time

import RPi.GPIO as GPIO

BtnPins = (27, 22, 23)
LedPins = (5, 6, 13)

GPIO.setmode(GPIO.BCM)
for pin in BtnPins:
    GPIO.setup(pin, GPIO.IN)
for pin in LedPins:
    GPIO.setup(pin, GPIO.OUT, initial=GPIO.LOW)
answered = False
while not answered:
    for i in range(3):
        if GPIO.input(BtnPins[i]) == 1 and not answered:
            answered = True
            GPIO.output(LedPins[i], GPIO.HIGH)
            print("team", i + 1)
    time.sleep(0.01)
time.sleep(1)
GPIO.cleanup()
