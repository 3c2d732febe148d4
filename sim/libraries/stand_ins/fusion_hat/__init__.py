"""Stand-in for `fusion_hat`, SunFounder's library for its Fusion HAT, where it is not installed: no package has it.

Its names and what they do: docs of Fusion HAT+, "API reference". Assistants that listen and speak are not here.
"""

from sim.libraries.stand_ins.fusion_hat import utils
from sim.libraries.stand_ins.fusion_hat.adc import ADC
from sim.libraries.stand_ins.fusion_hat.modules import (
    ADXL345,
    DHT11,
    LCD1602,
    MPU6050,
    RGB_LED,
    Buzzer,
    Grayscale_Module,
    Keypad,
    LedMatrix,
    Rotary_Encoder,
    Ultrasonic,
)
from sim.libraries.stand_ins.fusion_hat.motor import Motor
from sim.libraries.stand_ins.fusion_hat.music import Music
from sim.libraries.stand_ins.fusion_hat.pin import Pin
from sim.libraries.stand_ins.fusion_hat.pwm import PWM
from sim.libraries.stand_ins.fusion_hat.servo import Servo
from sim.libraries.stand_ins.fusion_hat.tts import TTS

__all__ = [
    "ADC",
    "ADXL345",
    "DHT11",
    "LCD1602",
    "MPU6050",
    "PWM",
    "RGB_LED",
    "TTS",
    "Buzzer",
    "Grayscale_Module",
    "Keypad",
    "LedMatrix",
    "Motor",
    "Music",
    "Pin",
    "Rotary_Encoder",
    "Servo",
    "Ultrasonic",
    "utils",
]
