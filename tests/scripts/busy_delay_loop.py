# Before somebody told it of sleep(): a delay that counts.
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BOARD)
GPIO.setup(11, GPIO.OUT)
for blink in range(3):
    GPIO.output(11, GPIO.HIGH)
    for i in range(150_000):
        pass
    GPIO.output(11, GPIO.LOW)
    for i in range(150_000):
        pass
GPIO.cleanup()
