"""Who uses a pin, told from /proc and from the kernel's own word for a line."""

import os
import sys
from pathlib import Path

import pytest

from drivers._pin_users import line_info, line_use, pin_users, program_of

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux shows its processes so")

BLINK = ("python3", "/home/pupil/blink.py")


def process(
    root: Path, pid: int, words: tuple[str, ...], *open_files: str, parent: int = 900, name: str = "", fdinfo: str = ""
) -> None:
    """One process of a machine that is a folder tree."""
    folder = root / "proc" / str(pid)
    (folder / "fd").mkdir(parents=True)
    (folder / "fdinfo").mkdir()
    (folder / "cmdline").write_bytes("\0".join(words).encode() + b"\0")
    (folder / "comm").write_text((name or Path(words[0]).name) + "\n")
    (folder / "stat").write_text(f"{pid} (a (strange) name) S {parent} {pid} 0\n")
    for number, target in enumerate(open_files):
        (folder / "fd" / str(number)).symlink_to(target)
        (folder / "fdinfo" / str(number)).write_text(fdinfo)


def nothing_known(_gpio: int, _chip: int, _root: Path) -> None:
    return None


def used_by(consumer: str):
    return lambda _gpio, _chip, _root: (True, consumer)


def test_a_program_with_the_chip_open_is_found_among_others(tmp_path: Path) -> None:
    process(tmp_path, 1, ("/sbin/init",), "/dev/null", name="systemd")
    process(tmp_path, 700, ("nano", "wiring.toml"), "/dev/pts/0")
    process(tmp_path, 812, BLINK, "/dev/pts/0", "/dev/gpiochip0", "anon_inode:gpio-line")
    use = line_use(22, 0, tmp_path, used_by("lg"))
    assert [(user.pid, user.name, user.program) for user in use.users] == [(812, "python3", "blink.py")]
    assert (use.in_use, use.consumer, use.certain) == (True, "lg", False)


def test_the_kernels_own_list_of_lines_decides_between_two(tmp_path: Path) -> None:
    process(tmp_path, 812, BLINK, "anon_inode:gpio-line", fdinfo="pos:\t0\ngpio-chip:\tgpiochip0\ngpio-line:\t22\n")
    process(tmp_path, 813, ("gpioset",), "anon_inode:gpio-line", fdinfo="gpio-chip:\tgpiochip0\ngpio-line:\t5\n")
    use = line_use(22, 0, tmp_path, nothing_known)
    assert [user.pid for user in use.users] == [812]
    assert use.certain
    assert use.in_use
    assert line_use(23, 0, tmp_path, nothing_known).users == ()
    assert line_use(22, 1, tmp_path, nothing_known).users == ()


def test_a_program_of_another_chip_is_not_meant(tmp_path: Path) -> None:
    process(tmp_path, 812, BLINK, "/dev/gpiochip1")
    assert line_use(22, 0, tmp_path, used_by("spi0 CS0")).users == ()


def test_this_program_itself_is_never_named(tmp_path: Path) -> None:
    process(tmp_path, os.getpid(), BLINK, "/dev/gpiochip0")
    assert line_use(22, 0, tmp_path, nothing_known).users == ()


@pytest.mark.parametrize(
    ("parent", "parents_name", "orphaned"), [(1, "systemd", True), (640, "systemd", True), (640, "python3", False)]
)
def test_a_program_whose_starter_is_gone_is_orphaned(
    tmp_path: Path, parent: int, parents_name: str, orphaned: bool
) -> None:
    process(tmp_path, parent, ("x",), name=parents_name)
    process(tmp_path, 812, BLINK, "/dev/gpiochip0", parent=parent)
    assert [user.orphaned for user in pin_users(tmp_path)] == [orphaned]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (BLINK, "blink.py"),
        (("/opt/x/bin/python", "-P", "-m", "highland", "run", "gas_alarm", "--trace"), "highland run gas_alarm"),
        (("python3", "-u", "blink.py"), "blink.py"),
        (("python3", "-c", "import x"), "python3"),
        (("/usr/bin/gpioset", "0", "22=1"), "gpioset"),
        ((), ""),
    ],
)
def test_what_a_person_calls_a_program(words: tuple[str, ...], said: str) -> None:
    assert program_of(words) == said


def test_a_machine_without_proc_and_without_a_chip(tmp_path: Path) -> None:
    assert pin_users(tmp_path) == ()
    assert line_info(22, 0, tmp_path) is None


@pytest.mark.parametrize("version", [1, 2])
def test_the_kernels_answer_is_read_as_linux_lays_it_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    """<linux/gpio.h>: struct gpio_v2_line_info has 256 bytes, struct gpioline_info 72."""
    fcntl = pytest.importorskip("fcntl")
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "gpiochip0").touch()
    offset_at, flags_at, consumer_at = {1: (0, 4, 40), 2: (64, 72, 32)}[version]

    def answers(_handle: int, request: int, answer: bytearray) -> int:
        assert len(answer) == (request >> 16) & 0x3FFF, "the number says how long the answer is"
        if request == 0xC100B405 and version == 1:
            raise OSError(25, "Inappropriate ioctl")
        answer[consumer_at : consumer_at + 8] = b"spi0 CS0"
        answer[flags_at] = 1 if answer[offset_at] == 8 else 0
        return 0

    monkeypatch.setattr(fcntl, "ioctl", answers)
    assert line_info(8, 0, tmp_path) == (True, "spi0 CS0")
    assert line_info(9, 0, tmp_path) == (False, "spi0 CS0")
