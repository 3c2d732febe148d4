"""Programs that count, set up, share or leave their pins wrongly: the lint names each mistake, and nothing else."""

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


@planted("lint.no_setmode")
def forgets_setmode(rig: Any) -> None:
    import RPi.GPIO as GPIO

    GPIO.setup(18, GPIO.OUT)


@planted("lint.board_as_bcm")
def counts_pins_and_says_bcm(rig: Any) -> None:
    GPIO = rig.gpio("BCM")
    GPIO.setup(36, GPIO.OUT)


@planted("lint.board_as_bcm")
def counts_pins_with_gpiozero(rig: Any) -> None:
    from gpiozero import LED

    LED(36)


@planted("lint.no_such_gpio")
def invents_a_pin(rig: Any) -> None:
    GPIO = rig.gpio("BCM")
    GPIO.setup(47, GPIO.OUT)


@planted("lint.power_pin")
def says_board_and_means_bcm(rig: Any) -> None:
    GPIO = rig.gpio("BOARD")
    GPIO.setup(17, GPIO.OUT)


@planted("lint.not_set_up")
def reads_a_pin_that_was_never_set_up(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.input(23)


@planted("lint.output_on_input")
def switches_an_input(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(23, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    GPIO.output(23, True)


@planted("lint.input_on_output")
def waits_for_edges_on_an_output(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(23, GPIO.OUT)
    try:
        GPIO.add_event_detect(23, GPIO.FALLING)
    finally:
        GPIO.cleanup()


@planted("lint.after_cleanup")
def cleans_up_too_early(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(18, GPIO.OUT)
    GPIO.cleanup()
    GPIO.output(18, True)


@planted("lint.two_libraries")
def takes_one_pin_with_two_libraries(rig: Any) -> None:
    from gpiozero import LED

    led = LED(18)
    GPIO = rig.gpio()
    try:
        GPIO.setup(18, GPIO.OUT)
    finally:
        led.close()


@planted("lint.pin_twice")
def makes_two_objects_for_one_pin(rig: Any) -> None:
    from gpiozero import LED, Buzzer

    led = LED(18)
    try:
        Buzzer(18)
    finally:
        led.close()


@planted("lint.id_pin")
def uses_the_pins_of_add_on_boards(rig: Any) -> None:
    from gpiozero import LED

    with LED(1) as led:
        led.on()


@planted("lint.analog_pin")
def measures_a_voltage_on_a_pin(rig: Any) -> None:
    import analogio
    import board

    analogio.AnalogIn(board.D4)


@planted("lint.fixed_pull")
def wants_a_pull_down_on_gpio_2_with_gpiozero(rig: Any) -> None:
    from gpiozero import Button

    Button(2, pull_up=False)


@planted("lint.left_on")
def leaves_the_heater_on(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(22, GPIO.OUT)
    GPIO.output(22, True)
    rig.pi.clock.sleep(5.0)


@planted("lint.no_cleanup")
def forgets_cleanup(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(22, GPIO.OUT)
    GPIO.output(22, False)


@pytest.mark.parametrize(("key", "program"), PLANTED)
def test_the_planted_mistake_is_found_and_nothing_else(key: str, program: Program, ended: Any) -> None:
    (found,) = ended(program)
    assert found.key == key
    for said in (found.message.render(), found.hint.render()):
        assert said.endswith(".")
        assert "{" not in said
