import RPi.GPIO as GPIO
from time import time

GPIO.setmode(GPIO.BCM)
GPIO.setup(26, GPIO.IN, pull_up_down=GPIO.PUD_UP)

print("Waiting for the doorbell")
start = time()
channel = GPIO.wait_for_edge(26, GPIO.FALLING, timeout=2000)
if channel is None:
    print("Nobody in 2 seconds")

channel = GPIO.wait_for_edge(26, GPIO.FALLING)
print("Ding dong on", channel, "after", round(time() - start, 1), "s")
GPIO.cleanup()
