import time
import RPi.GPIO as GPIO

HALL = 5
count = 0


def passed(channel):
    global count
    count += 1


GPIO.setmode(GPIO.BCM)
GPIO.setup(HALL, GPIO.IN)
GPIO.add_event_detect(HALL, GPIO.FALLING, callback=passed)
time.sleep(10)
print(count, GPIO.input(HALL))
GPIO.cleanup()
