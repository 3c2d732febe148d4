# The same on a board that is faster than the virtual one: fifty turns lie between the two pulses of a DHT11.
import time

import RPi.GPIO as GPIO

DHT = 4
GPIO.setmode(GPIO.BCM)


def bits():
    GPIO.setup(DHT, GPIO.OUT)
    GPIO.output(DHT, GPIO.LOW)
    time.sleep(0.02)
    GPIO.setup(DHT, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    for level in (1, 0, 1):
        while GPIO.input(DHT) == level:
            pass
    found = []
    for _ in range(40):
        while GPIO.input(DHT) == GPIO.LOW:
            pass
        turns = 0
        while GPIO.input(DHT) == GPIO.HIGH:
            turns += 1
            if turns > 200:
                break
        found.append(0 if turns < 50 else 1)
    return found


def byte(some):
    return sum(bit << 7 - place for place, bit in enumerate(some))


time.sleep(1)
got = bits()
numbers = [byte(got[at : at + 8]) for at in range(0, 40, 8)]
print(numbers[0], "%", numbers[2], "C", "good" if sum(numbers[:4]) & 0xFF == numbers[4] else "bad")
GPIO.cleanup()
