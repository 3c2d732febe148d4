"""Stand-in for `robot_hat`, SunFounder's library for its Robot HAT, where it is not installed: no package has it.

Its names and what they do: docs of Robot HAT v4, "Reference". Pins are gpiozero's, the rest goes over the virtual I2C.
"""

from sim.libraries.stand_ins.robot_hat import utils
from sim.libraries.stand_ins.robot_hat.adc import ADC
from sim.libraries.stand_ins.robot_hat.filedb import fileDB
from sim.libraries.stand_ins.robot_hat.i2c import I2C
from sim.libraries.stand_ins.robot_hat.modules import ADXL345, RGB_LED, Buzzer, Grayscale_Module, Ultrasonic
from sim.libraries.stand_ins.robot_hat.motor import Motor
from sim.libraries.stand_ins.robot_hat.music import Music
from sim.libraries.stand_ins.robot_hat.pin import Pin
from sim.libraries.stand_ins.robot_hat.pwm import PWM
from sim.libraries.stand_ins.robot_hat.servo import Servo
from sim.libraries.stand_ins.robot_hat.tts import TTS
from sim.libraries.stand_ins.robot_hat.utils import (
    disable_speaker,
    enable_speaker,
    get_battery_voltage,
    reset_mcu,
    run_command,
    set_volume,
)

__all__ = [
    "ADC",
    "ADXL345",
    "I2C",
    "PWM",
    "RGB_LED",
    "TTS",
    "Buzzer",
    "Grayscale_Module",
    "Motor",
    "Music",
    "Pin",
    "Servo",
    "Ultrasonic",
    "disable_speaker",
    "enable_speaker",
    "fileDB",
    "get_battery_voltage",
    "reset_mcu",
    "run_command",
    "set_volume",
    "utils",
]
