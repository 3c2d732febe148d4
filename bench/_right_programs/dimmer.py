import time

import RPi.GPIO as GPIO
import spidev

LED = 18

spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 1000000
GPIO.setmode(GPIO.BCM)
GPIO.setup(LED, GPIO.OUT, initial=GPIO.LOW)
pwm = GPIO.PWM(LED, 200)
pwm.start(0)


def read(channel):
    answer = spi.xfer2([1, (8 + channel) << 4, 0])
    return ((answer[1] & 3) << 8) + answer[2]


try:
    while True:
        duty = read(0) * 100 / 1023
        pwm.ChangeDutyCycle(duty)
        time.sleep(0.1)
finally:
    pwm.stop()
    GPIO.cleanup()
    spi.close()
