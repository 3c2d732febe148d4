"""Stand-in for `picarx.picarx`: the car.

What each function does: docs of PiCar-X, "Play with Python". A car is three servos and three light sensors on channels
and inputs of the Robot HAT, two motors, and an HC-SR04.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.robot_hat import ADC, PWM, TTS, Grayscale_Module, Pin, Servo, Ultrasonic, fileDB, utils

__all__ = ["TTS", "PiCarX", "Picarx"]


class Picarx:
    """The car. Left is motor 1, right is motor 2, which turns the other way round when the car goes straight on."""

    CONFIG = ""  # on a board /opt/picar-x/picar-x.conf; here what is calibrated holds as long as the program runs
    DEFAULT_LINE_REF, DEFAULT_CLIFF_REF = (1000, 1000, 1000), (500, 500, 500)
    DIR_MIN, DIR_MAX = -30, 30
    CAM_PAN_MIN, CAM_PAN_MAX = -90, 90
    CAM_TILT_MIN, CAM_TILT_MAX = -35, 65
    PERIOD, PRESCALER, TIMEOUT = 4095, 10, 0.02

    def __init__(
        self,
        servo_pins: Sequence[str] = ("P0", "P1", "P2"),
        motor_pins: Sequence[str] = ("D4", "D5", "P13", "P12"),
        grayscale_pins: Sequence[str] = ("A0", "A1", "A2"),
        ultrasonic_pins: Sequence[str] = ("D2", "D3"),
        config: str = CONFIG,
    ) -> None:
        utils.reset_mcu()
        sleep(0.2)
        self.config_flie = fileDB(config, 777)  # as the library spells it
        self.cam_pan, self.cam_tilt, self.dir_servo_pin = (Servo(each) for each in servo_pins)
        self.dir_cali_val = self._setting("picarx_dir_servo")
        self.cam_pan_cali_val = self._setting("picarx_cam_pan_servo")
        self.cam_tilt_cali_val = self._setting("picarx_cam_tilt_servo")
        self.dir_current_angle = 0.0
        self.dir_servo_pin.angle(self.dir_cali_val)
        self.cam_pan.angle(self.cam_pan_cali_val)
        self.cam_tilt.angle(self.cam_tilt_cali_val)
        self.motor_direction_pins = [Pin(each) for each in motor_pins[:2]]
        self.motor_speed_pins = [PWM(each) for each in motor_pins[2:]]
        self.cali_dir_value = [int(each) for each in self._list("picarx_dir_motor", (1, 1))]
        self.cali_speed_value = [0.0, 0.0]
        for each in self.motor_speed_pins:
            each.period(self.PERIOD)
            each.prescaler(self.PRESCALER)
        left, middle, right = (ADC(each) for each in grayscale_pins)
        self.grayscale = Grayscale_Module(left, middle, right)
        self.line_reference = self._list("line_reference", self.DEFAULT_LINE_REF)
        self.cliff_reference = self._list("cliff_reference", self.DEFAULT_CLIFF_REF)
        self.grayscale.reference(self.line_reference)
        trig, echo = ultrasonic_pins
        self.ultrasonic = Ultrasonic(Pin(trig), Pin(echo))

    def _setting(self, name: str) -> float:
        return float(self.config_flie.get(name, default_value=0))

    def _list(self, name: str, default: Sequence[float]) -> list[float]:
        text = self.config_flie.get(name, default_value=str(list(default)))
        return [float(each) for each in text.strip().strip("[]").split(",")]

    def set_motor_speed(self, motor: int, speed: float) -> None:
        """Run motor 1 or 2 at -100 to 100 %; the slowest share that turns it is 50 %."""
        motor -= 1
        speed = _constrain(speed, -100, 100)
        is_forward = (1 if speed >= 0 else -1) * self.cali_dir_value[motor] > 0
        share = (int(abs(speed) / 2) + 50 if speed else 0) - self.cali_speed_value[motor]
        self.motor_direction_pins[motor].value(not is_forward)
        self.motor_speed_pins[motor].pulse_width_percent(share)

    def motor_direction_calibrate(self, motor: int, value: int) -> None:
        """Say with 1 or -1 which way a motor is mounted."""
        if value in (1, -1):
            self.cali_dir_value[motor - 1] = value
        self.config_flie.set("picarx_dir_motor", self.cali_dir_value)

    def dir_servo_calibrate(self, value: float) -> None:
        """Keep the degrees at which the wheels stand straight."""
        self.dir_cali_val = value
        self.config_flie.set("picarx_dir_servo", value)
        self.dir_servo_pin.angle(value)

    def cam_pan_servo_calibrate(self, value: float) -> None:
        """Keep the degrees at which the camera looks ahead."""
        self.cam_pan_cali_val = value
        self.config_flie.set("picarx_cam_pan_servo", value)
        self.cam_pan.angle(value)

    def cam_tilt_servo_calibrate(self, value: float) -> None:
        """Keep the degrees at which the camera looks level."""
        self.cam_tilt_cali_val = value
        self.config_flie.set("picarx_cam_tilt_servo", value)
        self.cam_tilt.angle(value)

    def set_dir_servo_angle(self, value: float) -> None:
        """Turn the wheels, -30 (left) to 30 degrees."""
        self.dir_current_angle = _constrain(value, self.DIR_MIN, self.DIR_MAX)
        self.dir_servo_pin.angle(self.dir_current_angle + self.dir_cali_val)

    def set_cam_pan_angle(self, value: float) -> None:
        """Turn the camera, -90 (left) to 90 degrees."""
        self.cam_pan.angle(self.cam_pan_cali_val - _constrain(value, self.CAM_PAN_MIN, self.CAM_PAN_MAX))

    def set_cam_tilt_angle(self, value: float) -> None:
        """Turn the camera, -35 (down) to 65 degrees."""
        self.cam_tilt.angle(self.cam_tilt_cali_val - _constrain(value, self.CAM_TILT_MIN, self.CAM_TILT_MAX))

    def set_power(self, speed: float) -> None:
        """Run both motors at the same speed."""
        self.set_motor_speed(1, speed)
        self.set_motor_speed(2, speed)

    def forward(self, speed: float) -> None:
        """Drive; in a curve the inner wheel is slower, by 1 % a degree."""
        inner = (100 - abs(self.dir_current_angle)) / 100
        self.set_motor_speed(1, speed * (inner if self.dir_current_angle > 0 else 1))
        self.set_motor_speed(2, -speed * (inner if self.dir_current_angle < 0 else 1))

    def backward(self, speed: float) -> None:
        """Drive back; in a curve as `forward` does, with the other wheel."""
        inner = (100 - abs(self.dir_current_angle)) / 100
        self.set_motor_speed(1, -speed * (inner if self.dir_current_angle < 0 else 1))
        self.set_motor_speed(2, speed * (inner if self.dir_current_angle > 0 else 1))

    def stop(self) -> None:
        """Stop both motors."""
        for each in self.motor_speed_pins:
            each.pulse_width_percent(0)
        sleep(0.004)

    def get_distance(self) -> float:
        """Return centimeters in front of the car; -1 where there is no echo."""
        return self.ultrasonic.read()

    def set_line_reference(self, value: list[float]) -> None:
        """Keep what is just no line, for each light sensor."""
        self.grayscale.reference(value)
        self.line_reference = value
        self.config_flie.set("line_reference", value)

    def set_cliff_reference(self, value: list[float]) -> None:
        """Keep below what each light sensor looks over an edge."""
        if not isinstance(value, list) or len(value) != 3:
            raise ValueError("grayscale reference must be a 1*3 list")
        self.cliff_reference = value
        self.config_flie.set("cliff_reference", value)

    def get_grayscale_data(self) -> list[int]:
        """Return the three light sensors, 0 to 4095."""
        return [each.read() for each in self.grayscale.pins]

    def get_line_status(self, gm_val_list: Sequence[float] | None = None) -> list[int]:
        """Return 1 for each light sensor that is on a dark line, else 0; of these readings, or of new ones."""
        return self.grayscale.read_status(gm_val_list)

    def get_cliff_status(self, gm_val_list: Sequence[float] | None = None) -> bool:
        """Whether a light sensor looks over an edge, by these readings or by new ones."""
        found = self.get_grayscale_data() if gm_val_list is None else gm_val_list
        return any(value <= limit for value, limit in zip(found, self.cliff_reference, strict=False))

    def reset(self) -> None:
        """Stop, and turn all servos to the middle."""
        self.stop()
        self.set_dir_servo_angle(0)
        self.set_cam_tilt_angle(0)
        self.set_cam_pan_angle(0)

    def close(self) -> None:
        """Stop, and let the pins of the HC-SR04 go."""
        self.reset()
        self.ultrasonic.close()

    # What later versions call the same.
    set_grayscale_reference = set_line_reference
    is_on_cliff = get_cliff_status
    set_steering_angle, set_camera_pan_angle, set_camera_tilt_angle = (
        set_dir_servo_angle, set_cam_pan_angle, set_cam_tilt_angle
    )  # fmt: skip
    set_steering_offset, set_camera_pan_offset, set_camera_tilt_offset = (
        dir_servo_calibrate, cam_pan_servo_calibrate, cam_tilt_servo_calibrate
    )  # fmt: skip


PiCarX = Picarx


def _constrain(x: float, min_val: float, max_val: float) -> float:
    return max(min_val, min(max_val, x))
