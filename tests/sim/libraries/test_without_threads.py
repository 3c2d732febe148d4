"""Without threads, callbacks and gpiozero's own loops do the same at the same moments; threads are refused."""

from pathlib import Path

import pytest

from bench._corpus_runs import cases, outcome
from sim.time import backend

SCRIPTS = Path(__file__).parents[2] / "scripts"
CASES = cases(SCRIPTS)


@pytest.mark.examples(2)
@pytest.mark.parametrize(
    "name",
    [
        "zero_led_blink",  # a light in the background
        "zero_pwmled_pulse",
        "zero_button_source",  # values of one device are those of another
        "zero_button_hold",
        "zero_line_follower",  # samples in a queue
        "zero_led_button",
        "rpi_edge_callback",
        "busy_zero_callback",  # beside a loop without a pause
        "rpi_wrong_channel",
        "asyncio_blink",
    ],
)
def test_a_program_that_starts_no_thread_does_the_same(name, monkeypatch):
    with_threads = outcome(SCRIPTS, name, CASES[name])
    monkeypatch.setattr(backend, "_usual", backend.NoThreads())
    assert outcome(SCRIPTS, name, CASES[name]) == with_threads


def test_a_program_that_starts_one_hears_so_in_that_line(monkeypatch):
    monkeypatch.setattr(backend, "_usual", backend.NoThreads())
    found = outcome(SCRIPTS, "event_worker", CASES["event_worker"])
    assert found["error"][:2] == ["ThreadsMissing", 21]
