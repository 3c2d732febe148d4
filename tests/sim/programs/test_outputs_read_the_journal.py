"""What a program did with its outputs is the same, whether each change is heard or many are read at once."""

import random

from sim.programs.outputs import Outputs
from sim.virtual_pi import VirtualPi

GPIOS = (5, 17, 22)


def drive(pi: VirtualPi, luck: random.Random, times: int) -> None:
    """Do to three wires what programs do: levels, PWM, and letting go."""
    for _ in range(times):
        net = pi.pins[luck.choice(GPIOS)]
        what = luck.random()
        if what < 0.02:
            net.pi_listens(luck.choice((True, False, None)))
        elif what < 0.04 and net.duty is not None:
            net.pi_pwm(luck.choice((None, 50.0, 100.0)))
        elif net.frequency_hz is not None:
            net.pi_writes(luck.choice((0.0, 0.25, 1.0)))
        else:
            net.pi_writes(0.0 if net.duty else 1.0)
        pi.clock.sleep(luck.choice((1e-6, 1e-3, 0.25)))


def told(outputs: Outputs) -> dict:
    return outputs.as_json(lambda gpio: None, {f"gpio{gpio}" for gpio in GPIOS})


def test_outputs_that_are_read_now_and_then_are_those_that_were_heard():
    pi = VirtualPi()
    rows = []
    heard, read = Outputs(pi, lambda *row: rows.append(row)), Outputs(pi)
    luck = random.Random(4)
    for times in (3, 700, 5000):  # the last goes beyond what the journal keeps
        drive(pi, luck, times)
        assert told(read) == told(heard)
    assert len(rows) > 1000
    assert len(pi.pins.journal().codes) < 5000


def test_a_wire_that_is_left_out_of_the_journal_is_heard():
    pi = VirtualPi()
    heard, read = Outputs(pi, lambda *row: None), Outputs(pi)
    luck = random.Random(5)
    drive(pi, luck, 300)
    pi.pins[17].journal = None
    read.left_out(17)
    drive(pi, luck, 300)
    assert told(read) == told(heard)


def test_a_rise_after_a_fall_is_no_low_pulse_of_an_earlier_output():
    pi = VirtualPi()
    net = pi.pins[17]
    net.pi_writes(0.0)
    pi.clock.sleep(1.0)
    net.pi_listens(None)
    net.pi_writes(1.0)
    assert net.fell_s == net.rose_s == pi.clock.now_s
