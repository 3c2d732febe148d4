# pigpio: a gate with a servo, a lamp that fades, a button with a callback and a distance sensor timed by ticks.
import time

import pigpio

SERVO, LAMP, BUTTON, TRIGGER, ECHO = 18, 17, 4, 23, 24
pi = pigpio.pi()
if not pi.connected:
    raise SystemExit("start the daemon first: sudo pigpiod")
pi.set_mode(SERVO, pigpio.OUTPUT)
pi.set_mode(TRIGGER, pigpio.OUTPUT)
pi.set_mode(ECHO, pigpio.INPUT)
pi.set_mode(BUTTON, pigpio.INPUT)
pi.set_pull_up_down(BUTTON, pigpio.PUD_UP)
edges = {}


def echoed(gpio, level, tick):
    edges[level] = tick


echo = pi.callback(ECHO, pigpio.EITHER_EDGE, echoed)
pi.gpio_trigger(TRIGGER, 10, 1)
time.sleep(0.1)
print("%.1f cm" % (pigpio.tickDiff(edges[1], edges[0]) * 0.0343 / 2))
echo.cancel()
for width in (500, 1500, 2500):
    pi.set_servo_pulsewidth(SERVO, width)
    time.sleep(1)
print(pi.get_servo_pulsewidth(SERVO))
pi.set_servo_pulsewidth(SERVO, 0)
presses = []
button = pi.callback(BUTTON, pigpio.FALLING_EDGE, lambda gpio, level, tick: presses.append((gpio, level)))
for duty in (64, 255, 0):
    pi.set_PWM_dutycycle(LAMP, duty)
    time.sleep(1)
print(presses, button.tally())
pi.stop()
