"""A lamp of three colors whose wires begin and end high, and which yet shows its colors when it is on at high."""

import time

import RPi.GPIO as GPIO

COLORS = {"Red": 0xFF0000, "Green": 0x00FF00, "Purple": 0xFF00FF}
RED, GREEN, BLUE = 17, 27, 22


def setup():
    global p_r, p_g, p_b
    GPIO.setmode(GPIO.BCM)
    GPIO.setup([RED, GREEN, BLUE], GPIO.OUT, initial=GPIO.HIGH)
    p_r, p_g, p_b = GPIO.PWM(RED, 2000), GPIO.PWM(GREEN, 2000), GPIO.PWM(BLUE, 2000)
    for wave in (p_r, p_g, p_b):
        wave.start(0)


def set_color(color):
    p_r.ChangeDutyCycle(100 * (color >> 16 & 0xFF) / 255)
    p_g.ChangeDutyCycle(100 * (color >> 8 & 0xFF) / 255)
    p_b.ChangeDutyCycle(100 * (color & 0xFF) / 255)


def destroy():
    for wave in (p_r, p_g, p_b):
        wave.stop()
    GPIO.output([RED, GREEN, BLUE], GPIO.HIGH)
    GPIO.cleanup()


setup()
for name in COLORS:
    print(name)
    set_color(COLORS[name])
    time.sleep(1)
destroy()
