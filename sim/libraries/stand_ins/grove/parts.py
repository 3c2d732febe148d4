"""Stand-ins for the modules of `grove` that are each for one part of Seeed's kits: `PARTS` says which has which class.

Analog parts give thousandths of the supply, as the hat does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.libraries.modules import sleep
from sim.libraries.stand_ins import Adafruit_DHT
from sim.libraries.stand_ins.grove.adc import ADC
from sim.libraries.stand_ins.grove.button import Button, ButtonTypedGpio
from sim.libraries.stand_ins.grove.gpio import GPIO
from sim.libraries.stand_ins.grove.led import OneLedTypedGpio
from sim.libraries.stand_ins.RPi import GPIO as PINS
from sim.libraries.stand_ins.tm1637 import TM1637
from sim.wires import switched_on

DHTS = {"11": Adafruit_DHT.DHT11, "22": Adafruit_DHT.DHT22}
SERVO_HZ, FIRST_DUTY, LAST_DUTY, TURN_DEG = 50, 2.5, 12.5, 180
PING_S, BEFORE_S = 10e-6, 2e-6
WAITS, LISTENS, LATEST_US = 1000, 10_000, 530  # looks before an echo, looks at it, and when it must have begun
US_A_CM = 29 * 2  # there and back


class GroveLed(GPIO):
    """A lamp."""

    def __init__(self, pin: int) -> None:
        super().__init__(pin, GPIO.OUT)

    def on(self) -> None:
        self.write(1)

    def off(self) -> None:
        self.write(0)


class GroveRelay(GroveLed):
    """A relay: it is on at high."""


class _Heard(GPIO):
    """An input that calls somebody; with its time it says how long the level before has lasted."""

    says_time = False

    def __init__(self, pin: int) -> None:
        super().__init__(pin, GPIO.IN)
        self._last_s = switched_on.board().clock.time()
        self._calls: dict[bool, Callable[..., object]] = {}

    def _call_at(self, level: bool, call: Callable[..., object] | None) -> None:
        if callable(call):
            self._calls[level] = call
            self.on_event = self._hear

    def _hear(self, pin: int, value: int) -> None:
        now_s = switched_on.board().clock.time()
        lasted_s, self._last_s = now_s - self._last_s, now_s
        if bool(value) in self._calls:
            self._calls[bool(value)](*((lasted_s,) if self.says_time else ()))

    def is_pressed(self) -> bool:
        """Whether it is high."""
        return bool(self.read())


def _called(level: bool) -> Any:
    """A property: what is called when the wire goes to this level."""
    return property(lambda heard: heard._calls.get(level), lambda heard, call: heard._call_at(level, call))


class GroveButton(_Heard):
    """A button that gives a high level."""

    says_time = True
    on_press, on_release = _called(True), _called(False)


class GroveTouchSensor(GroveButton):
    """A foil that feels a finger."""


class GroveTiltSwitch(_Heard):
    """A ball that closes a contact."""

    on_trigger, on_release = _called(True), _called(False)


class GroveMiniPIRMotionSensor(_Heard):
    """A motion sensor."""

    on_detect = _called(True)


class _Analog:
    """A part on an analog input."""

    def __init__(self, channel: int) -> None:
        self.channel = channel
        self.adc = ADC()

    @property
    def value(self) -> int:
        """0 to 1000."""
        return self.adc.read(self.channel)


class GroveLightSensor(_Analog):
    """A photoresistor."""

    light = _Analog.value


class GroveSoundSensor(_Analog):
    """A microphone."""

    sound = _Analog.value


class GroveMoistureSensor(_Analog):
    """Two tracks in the soil."""

    @property
    def moisture(self) -> int:
        """Millivolts."""
        return self.adc.read_voltage(self.channel)


class GroveThumbJoystick(_Analog):
    """Two knobs, on this input and on the next one."""

    @property
    def value(self) -> tuple[int, int]:  # type: ignore[override]
        """Both, 0 to 1000."""
        return self.adc.read(self.channel), self.adc.read(self.channel + 1)


class GroveServo:
    """A servo, by PWM of RPi.GPIO."""

    MIN_DEGREE, MAX_DEGREE, INIT_DUTY = 0, TURN_DEG, FIRST_DUTY

    def __init__(self, channel: int) -> None:
        PINS.setwarnings(False)
        PINS.setmode(PINS.BCM)
        PINS.setup(channel, PINS.OUT)
        self.pwm = PINS.PWM(channel, SERVO_HZ)
        self.pwm.start(self.INIT_DUTY)

    def setAngle(self, angle: float) -> None:
        """Go to an angle."""
        share = max(min(angle, TURN_DEG), 0) / TURN_DEG
        self.pwm.ChangeDutyCycle(round(FIRST_DUTY + share * (LAST_DUTY - FIRST_DUTY), 1))


class GroveLedButton:
    """A lamp, and on the next pin a button to ground. One click is on, two blink, long is off."""

    def __init__(self, pin: int) -> None:
        self.led = OneLedTypedGpio(pin)
        self.on_event: Callable[[int, int, float], object] | None = None
        self._button = ButtonTypedGpio(pin + 1)
        self._button.on_event(self, GroveLedButton._hear)

    def _hear(self, event: dict[str, Any]) -> None:
        code = event["code"]
        if callable(self.on_event):
            self.on_event(event["index"], code, event["time"])
            return
        self.led.brightness = self.led.MAX_BRIGHT
        if code & Button.EV_SINGLE_CLICK:
            self.led.light(True)
            print("turn on  LED")
        elif code & Button.EV_DOUBLE_CLICK:
            self.led.blink()
            print("blink    LED")
        elif code & Button.EV_LONG_PRESS:
            self.led.light(False)
            print("turn off LED")


class GroveUltrasonicRanger:
    """A distance sensor that pings and answers on one wire."""

    def __init__(self, pin: int) -> None:
        self.dio = GPIO(pin)

    def get_distance(self) -> float:
        """Centimeters; it goes on until there is an echo."""
        while True:
            found = self._get_distance()
            if found:
                return found

    def _get_distance(self) -> float | None:
        wire, now = self.dio, switched_on.board().clock.monotonic
        wire.dir(GPIO.OUT)
        wire.write(0)
        sleep(BEFORE_S)
        wire.write(1)
        sleep(PING_S)
        wire.write(0)
        wire.dir(GPIO.IN)
        start_s = now()
        if not any(wire.read() for _ in range(WAITS)):
            return None
        began_s = now()
        if all(wire.read() for _ in range(LISTENS)) or (began_s - start_s) * 1e6 > LATEST_US:
            return None
        return (now() - began_s) * 1e6 / US_A_CM


class DHT:
    """A DHT11 or DHT22: `DHT("11", 5).read()`."""

    def __init__(self, dht_type: str, pin: int) -> None:
        self.dht_type, self.pin = dht_type, pin
        self._last: tuple[float, float] = (0.0, 0.0)

    def read(self, retries: int = 15) -> tuple[float, float]:
        """Humidity in percent and temperature; after so many tries in vain what it was before."""
        for _ in range(retries):
            humidity, temperature = Adafruit_DHT.read(DHTS[self.dht_type], self.pin)
            if humidity is not None and temperature is not None:
                self._last = (humidity, temperature)
                break
        return self._last


class Grove4DigitDisplay:
    """Four digits with a TM1637."""

    colon_index = 1

    def __init__(self, clk: int, dio: int, brightness: int = 2) -> None:
        PINS.setwarnings(False)
        self._digits = TM1637(clk, dio, brightness)
        self._text, self._colon = "    ", False

    def show(self, data: str | int) -> None:
        """A number at the right, or up to four letters."""
        self._text = f"{data:4d}"[:4] if isinstance(data, int) else data[:4].ljust(4)
        self._digits.show(self._text, self._colon)

    def set_colon(self, enable: bool) -> None:
        """Light the colon, or not."""
        self._colon = bool(enable)
        self._digits.show(self._text, self._colon)

    def set_brightness(self, brightness: int) -> None:
        """0 to 7."""
        self._digits.brightness(min(brightness, 7))

    def clear(self) -> None:
        """Show nothing."""
        self._text, self._colon = "    ", False
        self._digits.show(self._text)


class _Value(_Analog):
    pass


PARTS: dict[str, dict[str, type]] = {
    "grove.grove_led": {"GroveLed": GroveLed},
    "grove.grove_relay": {"GroveRelay": GroveRelay},
    "grove.grove_button": {"GroveButton": GroveButton},
    "grove.grove_ryb_led_button": {"GroveLedButton": GroveLedButton},
    "grove.grove_touch_sensor": {"GroveTouchSensor": GroveTouchSensor},
    "grove.grove_tilt_switch": {"GroveTiltSwitch": GroveTiltSwitch},
    "grove.grove_mini_pir_motion_sensor": {"GroveMiniPIRMotionSensor": GroveMiniPIRMotionSensor},
    "grove.grove_light_sensor_v1_2": {"GroveLightSensor": GroveLightSensor},
    "grove.grove_sound_sensor": {"GroveSoundSensor": GroveSoundSensor},
    "grove.grove_moisture_sensor": {"GroveMoistureSensor": GroveMoistureSensor},
    "grove.grove_thumb_joystick": {"GroveThumbJoystick": GroveThumbJoystick},
    "grove.grove_rotary_angle_sensor": {"GroveRotaryAngleSensor": _Value},
    "grove.grove_slide_potentiometer": {"GroveSlidePotentiometer": _Value},
    "grove.grove_water_sensor": {"GroveWaterSensor": _Value},
    "grove.grove_air_quality_sensor_v1_3": {"GroveAirQualitySensor": _Value},
    "grove.grove_loudness_sensor": {"GroveLoudnessSensor": _Value},
    "grove.grove_servo": {"GroveServo": GroveServo},
    "grove.grove_ultrasonic_ranger": {"GroveUltrasonicRanger": GroveUltrasonicRanger},
    "grove.grove_temperature_humidity_sensor": {"DHT": DHT},
    "grove.grove_4_digit_display": {"Grove4DigitDisplay": Grove4DigitDisplay},
    "seeed_dht": {"DHT": DHT},
}
