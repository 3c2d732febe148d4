import time

import RPi.GPIO as GPIO

TRIGGER, ECHO, BUZZER = 23, 24, 18

GPIO.setmode(GPIO.BCM)
GPIO.setup(TRIGGER, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(ECHO, GPIO.IN)
GPIO.setup(BUZZER, GPIO.OUT, initial=GPIO.LOW)


def distance_cm():
    GPIO.output(TRIGGER, True)
    time.sleep(0.00001)
    GPIO.output(TRIGGER, False)
    end = time.perf_counter() + 0.05
    while GPIO.input(ECHO) == 0:
        if time.perf_counter() > end:
            return None
    start = time.perf_counter()
    while GPIO.input(ECHO) == 1:
        if time.perf_counter() > end:
            return None
    return (time.perf_counter() - start) * 34300 / 2


try:
    while True:
        cm = distance_cm()
        if cm is None:
            print("nothing in sight")
        else:
            print(f"{cm:.1f} cm")
        GPIO.output(BUZZER, cm is not None and cm < 20)
        time.sleep(0.5)
finally:
    GPIO.cleanup()
