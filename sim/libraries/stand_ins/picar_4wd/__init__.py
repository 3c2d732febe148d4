"""Stand-in for `picar_4wd`, SunFounder's library for its PiCar-4WD, where it is not installed: no package has it.

What each function does: docs of PiCar-4WD, "Play with Python". Four motors and a servo are on channels of the Robot
HAT, three light sensors on its inputs, and an HC-SR04 turns with the servo.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.picar_4wd import utils as _utils
from sim.libraries.stand_ins.picar_4wd.adc import ADC
from sim.libraries.stand_ins.picar_4wd.filedb import FileDB
from sim.libraries.stand_ins.picar_4wd.motor import Motor
from sim.libraries.stand_ins.picar_4wd.pin import Pin
from sim.libraries.stand_ins.picar_4wd.pwm import PWM
from sim.libraries.stand_ins.picar_4wd.servo import Servo
from sim.libraries.stand_ins.picar_4wd.speed import Speed
from sim.libraries.stand_ins.picar_4wd.ultrasonic import Ultrasonic

_MODULES = ("adc", "filedb", "i2c", "motor", "pin", "pwm", "servo", "speed", "ultrasonic", "utils")
_MOTORS = (  # 1 to 4, with the channel and the pin of each
    ("left_front", "P13", "D4"),
    ("right_front", "P12", "D5"),
    ("left_rear", "P8", "D11"),
    ("right_rear", "P9", "D15"),
)
_SETTLES_S = 0.04  # what the servo gets to come to an angle

_LATER: Any = None  # what each import sets

ANGLE_RANGE, STEP = 180, 18
max_angle, min_angle = ANGLE_RANGE / 2, -ANGLE_RANGE / 2
us_step: float = _LATER
current_angle: float = _LATER
angle_distance: list[float] = _LATER
scan_list: list[int] = _LATER
errors: list[str] = _LATER
time: Any = _LATER

config: FileDB = _LATER
left_front: Motor = _LATER
right_front: Motor = _LATER
left_rear: Motor = _LATER
right_rear: Motor = _LATER
left_rear_speed: Speed = _LATER
right_rear_speed: Speed = _LATER
gs0: ADC = _LATER
gs1: ADC = _LATER
gs2: ADC = _LATER
us: Ultrasonic = _LATER
servo: Servo = _LATER


def _at_import() -> None:
    """Do what the library does when a program imports it; each program has a car of its own."""
    package, here = __name__, sys.modules[__name__]
    sys.modules.update({f"picar_4wd.{name}": import_module(f"{package}.{name}") for name in _MODULES})
    FileDB.forget()
    Pin.forget()
    settings = FileDB("config")
    for name, channel, pin in _MOTORS:
        motor = Motor(PWM(channel), Pin(pin), is_reversed=settings.get(f"{name}_reverse", default_value=False))
        setattr(here, name, motor)
    vars(here).update({name: getattr(_utils, name) for name in _utils.__all__})
    vars(here).update(
        config=settings, time=import_module("time"),
        left_rear_speed=Speed(25), right_rear_speed=Speed(4),
        gs0=ADC("A5"), gs1=ADC("A6"), gs2=ADC("A7"),
        us=Ultrasonic(Pin("D8"), Pin("D9")), servo=Servo(PWM("P0")),
        us_step=STEP, current_angle=0, angle_distance=[0, 0], scan_list=[], errors=[],
    )  # fmt: skip


def start_speed_thread() -> None:
    """Count the holes of both rear wheels from now on."""
    left_rear_speed.start()
    right_rear_speed.start()


def speed_val() -> float:
    """Return how fast the rear wheels go on average, in centimeters a second."""
    return (left_rear_speed() + right_rear_speed()) / 2.0


def get_grayscale_list() -> list[int]:
    """Return the three light sensors, 0 to 4095."""
    return [each.read() for each in (gs0, gs1, gs2)]


def is_on_edge(ref: float, gs_list: Sequence[float]) -> bool:
    """Whether a light sensor looks over an edge."""
    return min(gs_list[:3]) <= int(ref)


def get_line_status(ref: float, fl_list: Sequence[float]) -> int | None:
    """Return where the dark line is: 0 in the middle, -1 left, 1 right; None where there is none."""
    left, middle, right = (value <= int(ref) for value in fl_list[:3])
    return 0 if middle else -1 if left else 1 if right else None


def get_distance_at(angle: float) -> float:
    """Look -90 (right) to 90 degrees and return centimeters; -1 where there is no echo, -2 where it is far away."""
    global angle_distance
    servo.set_angle(angle)
    sleep(_SETTLES_S)
    distance = us.get_distance()
    angle_distance = [angle, distance]
    return distance


def get_status_at(angle: float, ref1: float = 35, ref2: float = 10) -> int:
    """Return 2 where it is free, 1 where something is nearer than `ref1` centimeters, 0 where nearer than `ref2`."""
    distance = get_distance_at(angle)
    return 2 if distance > ref1 or distance == -2 else 1 if distance > ref2 else 0


def scan_step(ref: float) -> list[int] | bool:
    """Look one step further; return all that was seen when it comes to an end of the half circle, before it False."""
    global current_angle, us_step, scan_list
    current_angle += us_step
    if current_angle >= max_angle:
        current_angle, us_step = max_angle, -STEP
    elif current_angle <= min_angle:
        current_angle, us_step = min_angle, STEP
    scan_list.append(get_status_at(current_angle, ref1=ref))
    if min_angle < current_angle < max_angle:
        return False
    seen, scan_list = scan_list, []
    return seen[::-1] if us_step < 0 else seen


def _drive(left: float, right: float) -> None:
    for motor, power in ((left_front, left), (left_rear, left), (right_front, right), (right_rear, right)):
        motor.set_power(power)


def forward(power: float) -> None:
    """Drive with 0 to 100 %."""
    _drive(power, power)


def backward(power: float) -> None:
    """Drive back."""
    _drive(-power, -power)


def turn_left(power: float) -> None:
    """Turn on the spot."""
    _drive(-power, power)


def turn_right(power: float) -> None:
    """Turn on the spot."""
    _drive(power, -power)


def stop() -> None:
    """Stop all motors."""
    _drive(0, 0)


def set_motor_power(motor: int, power: float) -> None:
    """Run one motor, 1 to 4, at -100 to 100 %."""
    for number, each in enumerate((left_front, right_front, left_rear, right_rear), 1):
        if number == motor:
            each.set_power(power)


def run_command(cmd: str = "") -> tuple[int, str]:
    """Run a command line; return its exit code, and what it printed."""
    done = subprocess.run(cmd, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


class Picar4WD:
    """The same car as an object."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in globals():
            raise AttributeError(f"'Picar4WD' object has no attribute '{name}'")
        return globals()[name]
