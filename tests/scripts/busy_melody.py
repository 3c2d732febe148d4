# A passive buzzer, moved by hand: a note is a wire that goes up and down at its pitch.
import time
import RPi.GPIO as GPIO

BUZZER = 18
GPIO.setmode(GPIO.BCM)
GPIO.setup(BUZZER, GPIO.OUT)


def play(hertz, seconds):
    half = 1.0 / hertz / 2
    for _ in range(int(hertz * seconds)):
        GPIO.output(BUZZER, True)
        wait(half)
        GPIO.output(BUZZER, False)
        wait(half)


def wait(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


start = time.time()
for hertz in (262, 330, 392):
    play(hertz, 0.1)
print("played for", round(time.time() - start, 2), "s")
GPIO.cleanup()
