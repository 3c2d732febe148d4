# The callback only sets a variable; the main loop waits for it.
import time
import RPi.GPIO as GPIO

pressed = False


def note(channel):
    global pressed
    pressed = True


GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup(22, GPIO.OUT)
GPIO.add_event_detect(17, GPIO.FALLING, callback=note, bouncetime=200)
start = time.time()
for turn in range(3):
    while not pressed:
        pass
    pressed = False
    print("press %d after %.1f s" % (turn + 1, time.time() - start))
    GPIO.output(22, turn % 2 == 0)
GPIO.cleanup()
