"""Whose date it is: a board that cannot know it says so, and what it is given never beats a clock that was set."""

from pathlib import Path

import pytest

from devices.dates.source import HUB, MADE_TS, NTP, PHONE, RTC, SYSTEM, UNSURE, own_clock
from devices.dates.wall_clock import WallClock

NOW = 1_800_000_000.0
DAY_S = 86_400.0


class Board:
    """The files of a board, its clocks, and its programs."""

    def __init__(self, root: Path) -> None:
        self.root, self.system, self.steady = root, NOW, 100.0
        self.write("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0")
        self.write("run/systemd/timesync/lock", "")
        self.write("proc/uptime", "100.0 300.0\n")
        self.boot("one")

    def write(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def boot(self, name: str) -> None:
        self.write("proc/sys/kernel/random/boot_id", f"{name}\n")

    def set_by_network(self) -> None:
        self.write("run/systemd/timesync/synchronized", "")

    def clock(self) -> WallClock:
        return WallClock(self.root / "kept" / "clock.json", self.root, lambda: self.steady, lambda: self.system)


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return Board(tmp_path)


def test_the_source_of_a_systems_clock(board: Board) -> None:
    assert own_clock(NOW, board.root).source == UNSURE
    board.write("sys/class/rtc/rtc0/since_epoch", "86400\n")  # a Pi 5 without a battery
    assert own_clock(NOW, board.root).source == UNSURE
    board.write("sys/class/rtc/rtc0/since_epoch", f"{NOW - 1:.0f}\n")
    chip = own_clock(NOW, board.root)
    assert (chip.source, chip.since) == (RTC, NOW - 100.0)
    board.set_by_network()
    assert own_clock(NOW, board.root).source == NTP
    assert own_clock(MADE_TS - 1.0, board.root).source == UNSURE, "whatever the files say"


def test_a_board_without_a_time_service_does_not_know_the_date_and_a_laptop_is_believed(tmp_path: Path) -> None:
    assert own_clock(NOW, tmp_path).source == SYSTEM
    (tmp_path / "proc/device-tree").mkdir(parents=True)
    (tmp_path / "proc/device-tree/model").write_text("Raspberry Pi Zero 2 W Rev 1.0\0")
    assert own_clock(NOW, tmp_path).source == UNSURE


def test_what_was_given_runs_on_with_the_steady_clock(board: Board) -> None:
    clock = board.clock()
    assert (clock.wall(), clock.is_sure()) == (NOW, False)
    assert clock.give(NOW + DAY_S, HUB)
    board.steady += 60.0
    board.system -= 5e8  # somebody sets the system's clock to nonsense
    assert clock.wall() == NOW + DAY_S + 60.0
    assert (clock.state().source, clock.state().since) == (HUB, NOW + DAY_S)
    clock.take_back()
    assert (clock.wall(), clock.is_sure()) == (board.system, False)


def test_a_clock_that_was_set_wins_and_stays_so(board: Board) -> None:
    clock, heard = board.clock(), []
    clock.on_change = lambda: heard.append(clock.state().source)
    clock.give(NOW + DAY_S, PHONE)
    board.set_by_network()
    assert (clock.wall(), clock.state().source) == (NOW, NTP)
    assert heard == [PHONE, NTP], "who shows dates hears of both"
    assert not clock.give(NOW + DAY_S, PHONE)
    (board.root / "run/systemd/timesync/synchronized").unlink()
    assert clock.state().source == NTP, "once sure, always sure"


@pytest.mark.parametrize("ts", [0.0, MADE_TS - 1.0, MADE_TS + 40 * 365 * DAY_S, float("nan"), float("inf")])
def test_a_date_that_cannot_be_meant_is_not_taken(board: Board, ts: float) -> None:
    clock = board.clock()
    assert not clock.give(ts, HUB)
    assert not clock.is_sure()


def test_the_next_program_of_the_same_boot_has_it_again_and_no_later_boot(board: Board) -> None:
    board.clock().give(NOW + DAY_S, HUB)
    board.steady += 30.0
    again = board.clock()
    assert (again.wall(), again.state().source) == (NOW + DAY_S + 30.0, HUB)
    board.boot("two")
    assert not board.clock().is_sure(), "the steady clock began anew"
    board.clock().give(NOW + DAY_S, HUB)
    board.boot("")
    board.clock().give(NOW + DAY_S, HUB)
    assert not board.clock().is_sure(), "nobody can say that it is still the same start"


@pytest.mark.parametrize("text", ["", "[]", '{"boot": "one"}', '{"boot":"one","source":"x","since":1.8e9,"zero":0}'])
def test_a_kept_date_that_is_broken_is_none(board: Board, text: str) -> None:
    board.write("kept/clock.json", text)
    assert not board.clock().is_sure()


def test_a_card_that_cannot_be_written_costs_only_the_next_program(board: Board) -> None:
    board.write("kept", "a file where the folder should be")
    clock = board.clock()
    assert clock.give(NOW + DAY_S, HUB)
    assert clock.wall() == NOW + DAY_S
