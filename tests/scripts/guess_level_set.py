import time
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.IN)
for _ in range(4):
    print(GPIO.input(17), end=" ")
    time.sleep(1)
print()
GPIO.cleanup()
