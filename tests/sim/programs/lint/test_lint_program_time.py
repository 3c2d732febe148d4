"""The lint on a program that lives in virtual time whole, as `highland script` runs it."""

from sim.programs.lint import Lint
from sim.programs.timed_code import compiled
from sim.programs.virtual_time import ProgramTime
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on

BUSY = """
import time
end = time.time() + 5
while time.time() < end:
    pass
"""
WAITS = """
import threading
flag = []
threading.Timer(5, flag.append, [1]).start()
while not flag:
    pass
"""
SLEEPS = """
import time
end = time.time() + 5
while time.time() < end:
    time.sleep(0.1)
"""
SLEEPS_FOR_NOTHING = """
import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(23, GPIO.IN, pull_up_down=GPIO.PUD_UP)
end = time.time() + 0.3
while GPIO.input(23) and time.time() < end:
    time.sleep(0)
GPIO.cleanup()
"""


def keys(program: str) -> list[str]:
    with VirtualPi(), ProgramTime(switched_on.board()):
        lint = Lint(switched_on.board())
        lint.watch()
        exec(compiled(program.encode(), "program.py"), {"__name__": "__main__"})
        return [found.key for found in lint.findings()]


def test_a_loop_that_only_looks_at_the_clock_is_busy() -> None:
    assert keys(BUSY) == ["lint.busy_clock"]


def test_a_loop_that_only_waits_for_a_thread_is_busy() -> None:
    assert keys(WAITS) == ["lint.busy_turns"]


def test_a_loop_that_sleeps_is_not() -> None:
    assert keys(SLEEPS) == []


def test_a_sleep_of_nothing_is_no_rest() -> None:
    assert set(keys(SLEEPS_FOR_NOTHING)) & {"lint.short_sleep", "lint.busy_loop"}
