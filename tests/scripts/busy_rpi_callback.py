# Every edge switches the lamp; the main loop does nothing, without a pause.
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup(22, GPIO.OUT, initial=GPIO.LOW)


def switch(channel):
    GPIO.output(22, not GPIO.input(17))
    print("edge on", channel)


GPIO.add_event_detect(17, GPIO.BOTH, callback=switch)
try:
    while True:
        pass
except KeyboardInterrupt:
    GPIO.cleanup()
