# A loop that catches everything, even Ctrl-C.
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(22, GPIO.OUT)
number = 0
while True:
    try:
        number += 1
        if number == 1000:
            GPIO.output(22, True)
    except:
        pass
