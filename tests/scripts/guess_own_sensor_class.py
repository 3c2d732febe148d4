import time
import RPi.GPIO as GPIO


class FlameSensor:
    def __init__(self, channel):
        self.channel = channel
        GPIO.setup(channel, GPIO.IN)

    def burns(self):
        return GPIO.input(self.channel) == GPIO.LOW


class TouchSensor:
    def __init__(self, channel):
        self.channel = channel
        GPIO.setup(channel, GPIO.IN)

    def touched(self):
        return GPIO.input(self.channel) == GPIO.HIGH


GPIO.setmode(GPIO.BCM)
a, b = FlameSensor(17), TouchSensor(27)
button_count = 17
for _ in range(4):
    print(a.burns(), b.touched())
    time.sleep(1)
GPIO.cleanup()
