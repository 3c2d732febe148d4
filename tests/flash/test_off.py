"""The quick way off: the right bytes to the kernel, for what the dead program had opened, and never a failure."""

import json
import os
import struct

import pytest

from firmware.board.outputs import Output, remember
from flash.services import off

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a Linux kernel's GPIO chip")
VALVE, PUMP = Output("valve", 17), Output("pump", 22, active_high=False)


class Kernel:
    """The other side of the ioctls: what each line was told, in order. Written from linux/gpio.h, not from our code."""

    def __init__(self, busy=()):
        self.busy, self.told, self.lines = busy, [], {}

    def ioctl(self, handle, number, given):
        direction, size, kind, command = number >> 30, number >> 16 & 0x3FFF, number >> 8 & 0xFF, number & 0xFF
        assert (kind, size) == (0xB4, len(given))
        if (direction, command) == (2, 0x01):
            given[32:64] = b"pinctrl-bcm2711".ljust(32, b"\0")
        elif (direction, command) == (3, 0x07):
            pin, count = struct.unpack_from("=I", given, 0)[0], struct.unpack_from("=I", given, 560)[0]
            assert count == 1
            if pin in self.busy:
                raise OSError(16, "Device or resource busy")
            flags, attributes = struct.unpack_from("=QI", given, 288)
            kind, values, mask = struct.unpack_from("=I4xQQ", given, 320)
            assert (flags, attributes, kind, mask) == (0b1000, 1, 2, 1)
            line = os.open(os.devnull, os.O_RDONLY)
            self.lines[line] = pin
            struct.pack_into("=i", given, 588, line)
            self.told.append((pin, "output", values))
        else:
            assert (direction, command) == (3, 0x0D)
            (flags,) = struct.unpack_from("=Q", given, 0)
            assert flags & 0b100
            self.told.append((self.lines[handle], "input", {1 << 8: "up", 1 << 9: "down"}[flags & ~0b100]))


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A board on which `highland run guard` wrote down its outputs and died."""
    (tmp_path / "run/highland").mkdir(parents=True)
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev/gpiochip0").touch()
    lock = tmp_path / off.LOCK
    lock.touch()
    monkeypatch.setattr("firmware.board.instance.lock_files", lambda *_: (lock,))
    remember("guard", [VALVE, PUMP])
    return tmp_path


def test_each_output_is_driven_off_and_let_go_with_a_pull_to_that_side(root):
    kernel = Kernel()
    off.main("guard", root, kernel.ioctl)
    assert kernel.told == [(17, "output", 0), (17, "input", "down"), (22, "output", 1), (22, "input", "up")]
    for line in kernel.lines:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(line)


def test_a_line_that_somebody_has_does_not_keep_the_others(root):
    kernel = Kernel(busy=(17,))
    off.main("guard", root, kernel.ioctl)
    assert kernel.told == [(22, "output", 1), (22, "input", "up")]


def test_a_living_program_keeps_its_pins(root):
    import fcntl

    kernel = Kernel()
    with (root / off.LOCK).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        off.main("guard", root, kernel.ioctl)
    assert kernel.told == []


@pytest.mark.parametrize(
    "note",
    ["", "[", "[]", "{}", "[" * 9999, json.dumps({"project": "guard", "outputs": 7}),
     json.dumps({"project": "guard", "outputs": [["x", 99, True], ["x", "17", True]]}),
     json.dumps({"project": "other", "outputs": [["x", 17, True]]})],
)  # fmt: skip
def test_a_note_that_is_spoiled_or_another_projects_moves_nothing(root, note):
    (root / off.NOTE).write_text(note, encoding="utf-8")
    kernel = Kernel()
    off.main("guard", root, kernel.ioctl)
    assert kernel.told == []


def test_a_chip_that_is_not_the_headers_is_left_alone(root):
    def other(handle, number, given):
        assert number == off.CHIP_INFO
        given[32:64] = b"raspberrypi-exp-gpio".ljust(32, b"\0")

    off.main("guard", root, other)


def test_without_note_lock_or_chip_nothing_happens(tmp_path):
    off.main("guard", tmp_path, Kernel().ioctl)
