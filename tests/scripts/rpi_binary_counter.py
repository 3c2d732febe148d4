import RPi.GPIO as GPIO
import time

LEDS = (5, 6, 13, 19)
GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
GPIO.setup(LEDS, GPIO.OUT)
GPIO.output(LEDS, GPIO.LOW)

for number in range(16):
    for bit, led in enumerate(LEDS):
        GPIO.output(led, number >> bit & 1)
    time.sleep(0.25)
GPIO.cleanup(LEDS)
print(GPIO.gpio_function(5) == GPIO.IN)
