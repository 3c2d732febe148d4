"""Programs that beat too fast, too slow or without a rest: the lint names each mistake, and nothing else."""

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


@planted("lint.pwm_too_fast")
def beats_at_25_khz(rig: Any) -> None:
    from gpiozero import PWMOutputDevice

    with PWMOutputDevice(18, frequency=25_000) as fan:
        fan.value = 0.4


@planted("lint.pwm_flickers")
def dims_a_lamp_at_10_hz(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(18, GPIO.OUT)
    wave = GPIO.PWM(18, 10)
    wave.start(30)
    rig.pi.clock.sleep(1.0)
    wave.stop()
    GPIO.cleanup()


@planted("lint.servo_pulse")
def turns_a_servo_beyond_its_end(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(18, GPIO.OUT)
    wave = GPIO.PWM(18, 50)
    for angle in (0, 90, 180):
        wave.start(3 + angle / 15)  # 180 degrees become 15 %, 3 ms
        rig.pi.clock.sleep(1.0)
    wave.stop()
    GPIO.cleanup()


@planted("lint.by_hand")
def dims_by_hand(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(18, GPIO.OUT)
    for _ in range(2000):
        GPIO.output(18, True)
        rig.pi.clock.sleep(0.0001)
        GPIO.output(18, False)
        rig.pi.clock.sleep(0.0003)
    GPIO.cleanup()


@planted("lint.relay_too_often")
def blinks_a_relay(rig: Any) -> None:
    from gpiozero import OutputDevice

    with OutputDevice(26) as relay:
        for _ in range(130):
            relay.toggle()
            rig.pi.clock.sleep(0.25)


@planted("lint.busy_loop")
def polls_without_a_pause(rig: Any) -> None:
    rig.press(23, 3.0)
    GPIO = rig.gpio()
    GPIO.setup(23, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    while GPIO.input(23):
        pass
    GPIO.cleanup()


@planted("lint.short_sleep")
def sleeps_half_a_millisecond(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(23, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    for _ in range(3000):
        GPIO.input(23)
        rig.pi.clock.sleep(0.0005)
    GPIO.cleanup()


@planted("lint.bounce")
def counts_one_press_three_times(rig: Any) -> None:
    from gpiozero import Button

    rig.press(17, 1.0, 1.002, for_s=0.001)
    rig.press(17, 1.004)
    presses = []
    with Button(17) as button:
        button.when_pressed = lambda: presses.append(1)
        rig.pi.clock.sleep(2.0)
    assert len(presses) == 3


@planted("lint.edges_lost")
def works_too_long_in_a_callback(rig: Any) -> None:
    GPIO = rig.gpio()
    GPIO.setup(17, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    GPIO.add_event_detect(17, GPIO.FALLING, callback=lambda _: rig.pi.clock.sleep(2.0), bouncetime=20)
    rig.press(17, *(0.5 * turn for turn in range(1, 12)))
    rig.pi.clock.sleep(8.0)
    GPIO.cleanup()


@pytest.mark.parametrize(("key", "program"), PLANTED)
def test_the_planted_mistake_is_found_and_nothing_else(key: str, program: Program, ended: Any) -> None:
    (found,) = ended(program)
    assert found.key == key
    for said in (found.message.render(), found.hint.render()):
        assert said.endswith(".")
        assert "{" not in said
