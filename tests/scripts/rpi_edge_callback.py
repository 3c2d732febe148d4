import signal
import sys
import RPi.GPIO as GPIO

BUTTON_GPIO = 16
LED_GPIO = 20
led_on = False


def signal_handler(sig, frame):
    GPIO.cleanup()
    sys.exit(0)


def button_pressed(channel):
    global led_on
    led_on = not led_on
    GPIO.output(LED_GPIO, led_on)
    print("Button on GPIO", channel)


GPIO.setmode(GPIO.BCM)
GPIO.setup(BUTTON_GPIO, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup(LED_GPIO, GPIO.OUT)
GPIO.add_event_detect(BUTTON_GPIO, GPIO.FALLING, callback=button_pressed, bouncetime=200)

signal.signal(signal.SIGINT, signal_handler)
signal.pause()
