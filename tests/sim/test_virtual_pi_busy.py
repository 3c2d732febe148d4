"""A busy minute, twice: the same seed gives the same events in the same order; another seed does not."""

import hashlib

import pytest

from sim.time.clock import BOOT_S
from sim.virtual_pi import VirtualPi


class Words:
    """An I2C chip that sometimes does not acknowledge."""

    def __init__(self, pi: VirtualPi) -> None:
        self.rng = pi.rng

    def write(self, data: bytes) -> None:
        from sim.wires.i2c import Nack

        if data and self.rng.random() < 0.1:
            raise Nack

    def read(self, count: int) -> bytes:
        return self.rng.randbytes(count)


def busy_minute(seed: int) -> tuple[str, int]:
    log = hashlib.sha256()
    events = [0]
    with VirtualPi(seed=seed) as pi:
        import board
        from gpiozero import LED, PWMLED, Button, DigitalInputDevice, MotionSensor

        def note(word: str) -> None:
            events[0] += 1
            log.update(f"{pi.clock.monotonic()!r} {word}\n".encode())

        lamp, glow = LED(17), PWMLED(18)
        button, motion, flow = Button(22, bounce_time=0.01, hold_time=0.3), MotionSensor(23), DigitalInputDevice(24)
        pi.pins[17].on_change(lambda: note(f"lamp {pi.pins[17].duty}"))
        pi.pins[18].on_change(lambda: note(f"glow {pi.pins[18].duty}"))
        button.when_pressed = lambda: note("pressed")
        button.when_held = lambda: note("held")
        button.when_released = lambda: note("released")
        motion.when_motion = lambda: note("motion")
        flow.when_activated = lambda: note("liter/450")

        def press() -> None:
            for bounce in range(5):
                pi.clock.at(pi.clock.monotonic() + pi.rng.random() * 0.008, lambda up=bounce % 2 == 1: wire.drive(up))
            pi.clock.at(pi.clock.monotonic() + 0.1 + pi.rng.random(), wire.release)

        def pulse() -> None:
            pi.pins[24].drive(True)
            pi.pins[24].drive(False)
            pi.clock.at(pi.clock.monotonic() + pi.rng.expovariate(15), pulse)

        wire = pi.pins[22]
        pi.clock.every(1.7, press)
        pi.clock.every(2.3, lambda: pi.pins[23].drive(pi.rng.random() < 0.5))
        pulse()
        lamp.blink(0.31, 0.17)
        glow.pulse(0.5, 0.5)
        pi.i2c.attach(0x40, Words(pi))
        i2c = board.I2C()
        answer = bytearray(4)
        while pi.clock.monotonic() < BOOT_S + 60:
            pi.clock.sleep(0.5)
            try:
                i2c.writeto_then_readfrom(0x40, b"\x01", answer)
            except OSError as error:
                note(f"errno {error.errno}")
            else:
                note(answer.hex())
    return log.hexdigest(), events[0]


@pytest.mark.proof
def test_a_busy_minute_is_the_same_twice_and_another_seed_is_another_minute() -> None:
    first, events = busy_minute(1)
    assert events > 2000
    assert busy_minute(1) == (first, events)
    assert busy_minute(2)[0] != first
