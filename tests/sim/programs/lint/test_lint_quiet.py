"""Good programs are left in peace, the shipped projects too."""

from collections.abc import Callable
from typing import Any

import pytest

from firmware.project import find, names
from sim.chips._unit import Kind
from sim.programs.lint import Lint
from sim.time.clock import BOOT_S
from sim.wires import switched_on
from sim.world.simulation import Simulation

LESSON_S = 300.0


@pytest.mark.parametrize("name", names())
def test_five_minutes_of_a_shipped_project_bring_nothing(name: str) -> None:
    project = find(name)
    with Simulation(project, units=Kind.IDEAL) as simulation:  # its drivers debounce their contacts by themselves
        lint = Lint(switched_on.board(), project.wiring())
        lint.watch()
        simulation.run(LESSON_S)
        assert [str(found.message) for found in lint.findings()] == []


def blinks_and_cleans_up(rig: Any) -> None:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BOARD)
    GPIO.setup(11, GPIO.OUT)
    for _ in range(20):
        GPIO.output(11, not GPIO.input(11))
        rig.pi.clock.sleep(0.25)
    GPIO.cleanup()


def uses_gpiozero_as_the_book_says(rig: Any) -> None:
    from gpiozero import LED, PWMLED, AngularServo, Button

    net = rig.pi.pins[2]
    for start_s, end_s in ((1.0, 1.3), (2.0, 2.1)):
        rig.pi.clock.at(BOOT_S + start_s, lambda: net.drive(False))
        rig.pi.clock.at(BOOT_S + end_s, net.release)
    led, button, glow, servo = LED(17), Button(2), PWMLED(18), AngularServo(12)
    button.when_pressed, button.when_released = led.on, led.off
    glow.pulse(n=3)
    for angle in (-90, 0, 90):
        servo.angle = angle
        rig.pi.clock.sleep(1.5)


def reads_a_dht_as_the_library_example_does(rig: Any) -> None:
    import adafruit_dht
    import board

    rig.pi.pulses.attach(4, rig.Dht())
    for pulseio in (True, False):
        sensor = adafruit_dht.DHT22(board.D4, use_pulseio=pulseio)
        for _ in range(5):
            assert (sensor.temperature, sensor.humidity) == (21.5, 55.0)
            rig.pi.clock.sleep(2.0)
        sensor.exit()
        rig.pi.clock.sleep(2.0)


def scans_the_bus_and_talks_to_whom_it_found(rig: Any) -> None:
    import board
    import smbus2

    rig.pi.i2c.attach(0x77, rig.Deaf())
    assert board.I2C().scan() == [0x77]
    bus = smbus2.SMBus(1)
    for address in (0x76, 0x77):  # as libraries for the BME280 try both
        try:
            bus.read_byte_data(address, 0xD0)
        except OSError:
            continue


def measures_a_distance_by_hand(rig: Any) -> None:
    import RPi.GPIO as GPIO

    trigger, echo = rig.pi.pins[23], rig.pi.pins[24]
    echo.drive(False)

    def ping() -> None:
        if trigger.duty == 0.0 and rig.pi.clock.monotonic() > BOOT_S + 0.1:
            now_s = rig.pi.clock.monotonic()
            rig.pi.clock.at(now_s + 0.0005, lambda: echo.drive(True))
            rig.pi.clock.at(now_s + 0.0065, lambda: echo.drive(False))

    trigger.on_change(ping)
    GPIO.setmode(GPIO.BCM)
    GPIO.setup(23, GPIO.OUT)
    GPIO.setup(24, GPIO.IN)
    for _ in range(30):
        rig.pi.clock.sleep(0.2)
        GPIO.output(23, True)
        rig.pi.clock.sleep(0.00001)
        GPIO.output(23, False)
        while GPIO.input(24) == 0:
            pass
        while GPIO.input(24) == 1:
            pass
    GPIO.cleanup()


def counts_the_pulses_of_a_flow_meter(rig: Any) -> None:
    import RPi.GPIO as GPIO

    net = rig.pi.pins[26]
    pulses: list[int] = []
    GPIO.setmode(GPIO.BCM)
    GPIO.setup(26, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    GPIO.add_event_detect(26, GPIO.FALLING, callback=pulses.append)
    for turn in range(400):
        rig.pi.clock.at(BOOT_S + 1.0 + turn * 0.005, lambda turn=turn: net.drive(turn % 2 == 0))
    rig.pi.clock.sleep(5.0)
    assert len(pulses) == 200
    GPIO.cleanup()


GOOD = [
    blinks_and_cleans_up,
    uses_gpiozero_as_the_book_says,
    reads_a_dht_as_the_library_example_does,
    scans_the_bus_and_talks_to_whom_it_found,
    measures_a_distance_by_hand,
    counts_the_pulses_of_a_flow_meter,
]


@pytest.mark.parametrize("program", GOOD)
def test_a_good_program_is_left_in_peace(program: Callable[[Any], None], ended: Any) -> None:
    assert [str(found.message) for found in ended(program)] == []
