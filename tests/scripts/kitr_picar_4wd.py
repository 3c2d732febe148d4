"""A PiCar-4WD that looks round, drives to what is in front of it, follows a line and says how fast it was."""

from time import monotonic, sleep

import picar_4wd as fc
from picar_4wd.motor import Motor
from picar_4wd.pin import Pin
from picar_4wd.pwm import PWM
from picar_4wd.servo import Servo
from picar_4wd.utils import power_read


def look_round():
    seen = fc.scan_step(35)
    while not seen:
        seen = fc.scan_step(35)
    return seen


def echo_lasts():
    trig, echo = Pin("D8"), Pin("D9")
    trig.high()
    sleep(0.00002)
    trig.low()
    while not echo.value():
        pass
    began = monotonic()
    while echo.value():
        pass
    return monotonic() - began


print("echo", round(echo_lasts() * 1000), "ms")
fc.servo.set_angle(-45)
sleep(0.3)
print(isinstance(fc.servo, Servo), power_read(), "V")
look_round()
print("free", look_round())
fc.start_speed_thread()
fc.forward(30)
sleep(1)
print("left wheel", round(fc.left_rear_speed()), "cm/s, both", round(fc.speed_val()), "cm/s")
while not 0 < fc.get_distance_at(0) < 40:
    sleep(0.1)
fc.stop()
print("wall", round(fc.angle_distance[1]), fc.get_status_at(0), fc.us.get_distance() > 0)
look_round()
print("near", look_round()[4:7])
floor = fc.get_grayscale_list()
print("floor", floor, fc.get_line_status(400, floor), fc.is_on_edge(110, floor))
fc.turn_left(10)
sleep(0.5)
Motor(PWM("P9"), Pin("D15")).set_power(-100)
sleep(0.5)
fc.stop()
