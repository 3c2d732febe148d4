"""The flag of the board's supply: read where the kernel shows it, unknown elsewhere, and never waited for."""

import threading

import pytest

from firmware.board.supply import OLD_S, THROTTLED, SupplyWatch, under_voltage


def kernel(root, files):
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return under_voltage(root)


VOLT, CPU = "sys/class/hwmon/hwmon1", "sys/class/hwmon/hwmon0"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, None),
        ({f"{CPU}/name": "cpu_thermal\n", f"{CPU}/in0_lcrit_alarm": "1\n"}, None),
        ({f"{CPU}/name": "cpu_thermal\n", f"{VOLT}/name": "rpi_volt\n", f"{VOLT}/in0_lcrit_alarm": "1\n"}, True),
        ({f"{VOLT}/name": "rpi_volt\n", f"{VOLT}/in0_lcrit_alarm": "0\n", THROTTLED: "1\n"}, False),
        ({f"{VOLT}/name": "rpi_volt\n", f"{VOLT}/in0_lcrit_alarm": "\n"}, None),
        ({THROTTLED: "50005\n"}, True),
        ({THROTTLED: "50000\n"}, False),
        ({THROTTLED: "0\n"}, False),
        ({THROTTLED: "what\n"}, None),
    ],
    ids=["no Pi", "another sensor", "low", "well", "empty", "old: now", "old: once", "old: never", "nonsense"],
)
def test_what_the_kernel_shows(tmp_path, files, found):
    assert kernel(tmp_path, files) is found


def test_a_kernel_that_does_not_answer_holds_up_nobody_and_an_old_answer_is_none():
    answers, now_s, asked = threading.Event(), [100.0], threading.Event()

    def read():
        asked.set()
        assert answers.wait(20.0)
        return True

    with SupplyWatch(read, lambda: now_s[0]) as supply:
        assert asked.wait(20.0)
        assert supply() is None, "it waits for the kernel, and we do not"
        answers.set()
    assert supply.look() is True
    assert supply() is True
    now_s[0] += OLD_S + 0.1
    assert supply() is None
