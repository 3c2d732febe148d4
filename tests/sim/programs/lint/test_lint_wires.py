"""Programs with wrong resistors, missing chips, two talkers on a wire: the lint names each, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

Program = Callable[[Any], None]
PLANTED: list[tuple[str, Program]] = []


def planted(key: str) -> Callable[[Program], Program]:
    def add(program: Program) -> Program:
        PLANTED.append((key, program))
        return program

    return add


@planted("lint.pulled_up")
def pulls_gpio_3_down(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(3, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)
    GPIO.input(3)
    GPIO.cleanup()


@planted("lint.fights")
def drives_against_the_part(rig: Any) -> None:
    rig.pi.pins[24].drive(False)  # the OUT wire of a motion sensor
    GPIO = rig.gpio()
    GPIO.setup(24, GPIO.OUT)
    GPIO.output(24, True)
    rig.pi.clock.sleep(1.0)
    GPIO.cleanup()


@planted("lint.floats")
def reads_a_button_without_a_pull(rig: Any) -> None:
    rig.press(23, 0.25)
    GPIO = rig.gpio()
    GPIO.setup(23, GPIO.IN)
    for _ in range(10):
        GPIO.input(23)
        rig.pi.clock.sleep(0.1)
    GPIO.cleanup()


@planted("lint.floats")
def waits_for_a_button_without_a_pull(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(23, GPIO.IN)
    GPIO.add_event_detect(23, GPIO.FALLING, bouncetime=200)
    rig.pi.clock.sleep(1.0)


@planted("lint.never_high")
def pulls_a_button_to_ground_down(rig: Any) -> None:
    from gpiozero import Button

    rig.press(17, 0.5, 1.5)
    with Button(17, pull_up=False):
        rig.pi.clock.sleep(3.0)


@planted("lint.never_low")
def pulls_a_button_to_3v3_up(rig: Any) -> None:
    rig.press(17, 0.5, 1.5, level=True)
    GPIO = rig.gpio()
    GPIO.setup(17, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    for _ in range(30):
        GPIO.input(17)
        rig.pi.clock.sleep(0.1)
    GPIO.cleanup()


@planted("lint.i2c_nobody")
def asks_the_wrong_address_with_smbus(rig: Any) -> None:
    import smbus2

    rig.pi.i2c.attach(0x77, rig.Deaf())
    smbus2.SMBus(1).read_byte_data(0x76, 0xD0)


@planted("lint.i2c_nobody")
def opens_a_chip_that_is_not_there(rig: Any) -> None:
    import adafruit_ina219
    import board

    adafruit_ina219.INA219(board.I2C())


@planted("lint.spi_nobody")
def reads_an_mcp3008_that_is_not_there(rig: Any) -> None:
    from gpiozero import MCP3008

    with MCP3008(channel=0) as pot:
        assert pot.value == 0.0


@planted("lint.bus_pin")
def puts_an_led_on_a_wire_of_the_bus(rig: Any) -> None:
    import smbus

    rig.pi.i2c.attach(0x48, rig.Deaf())
    from gpiozero import LED

    with LED(3):
        smbus.SMBus(1).read_byte(0x48)


@planted("lint.dht_nobody")
def asks_a_dht_on_the_wrong_pin(rig: Any) -> None:
    import adafruit_dht
    import board

    sensor = adafruit_dht.DHT22(board.D17)
    try:
        assert sensor.temperature is None
    finally:
        sensor.exit()


@planted("lint.dht_too_often")
def reads_a_dht_every_second(rig: Any) -> None:
    import adafruit_dht
    import board

    rig.pi.pulses.attach(4, rig.Dht())
    sensor = adafruit_dht.DHT22(board.D4)
    for _ in range(6):
        assert (sensor.temperature, sensor.humidity) == (21.5, 55.0)
        rig.pi.clock.sleep(1.0)
    sensor.exit()


@pytest.mark.parametrize(("key", "program"), PLANTED)
def test_the_planted_mistake_is_found_and_nothing_else(key: str, program: Program, ended: Any) -> None:
    (found,) = ended(program)
    assert found.key == key
    for said in (found.message.render(), found.hint.render()):
        assert said.endswith(".")
        assert "{" not in said
