"""A loop that never sleeps is ended, whether it is the program in the main thread or one of the board's threads."""

import pytest

from sim.python.spin_guard import NeverSleeps, SpinGuard
from sim.time.clock import VirtualClock
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on


def spin():
    while True:
        pass


def test_a_loop_without_a_sleep_is_ended():
    with SpinGuard(VirtualClock(), patience_s=0.02), pytest.raises(NeverSleeps):
        spin()


def test_a_thread_of_the_board_is_ended_too():
    with VirtualPi() as pi:
        switched_on.board().threads.start(spin, "spinner")
        with SpinGuard(pi.clock, patience_s=0.02), pytest.raises(NeverSleeps):
            pi.clock.sleep(1)


def test_a_program_whose_time_passes_is_left_alone():
    clock = VirtualClock()
    with SpinGuard(clock, patience_s=0.02):
        for _ in range(1000):
            clock.sleep(60)
    assert clock.monotonic() == 61_000
