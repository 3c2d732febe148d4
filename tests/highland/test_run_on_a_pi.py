"""`highland run` on a board that lacks something: each is one sentence of its own, with what to do."""

import sys

import pytest

from tests.highland.conftest import stop_after
from tests.highland.test_run_command import broken_tiny

NO_GPIOD = ImportError("libgpiod Python bindings not found, please install and try again!")


@pytest.fixture
def on_a_pi(monkeypatch):
    monkeypatch.setattr("firmware.host.board_model", lambda: "Raspberry Pi Zero 2 W Rev 1.0")
    monkeypatch.setenv("BLINKA_SKIP_DEPENDENCY_CHECK", "1")
    monkeypatch.delenv("GPIOZERO_PIN_FACTORY", raising=False)


class Broken:
    """The finder of a machine where `board` cannot be imported."""

    @staticmethod
    def find_spec(fullname, *_):
        if fullname == "board":
            raise NO_GPIOD


def test_check_on_a_board_that_has_all_says_so(highland, tiny, on_a_pi, monkeypatch):
    monkeypatch.setattr("firmware.board.check.pin_library", lambda *_: ("lgpio", 0))
    said = highland("run", tiny, "--check")
    assert said.code == 0
    assert said.out.splitlines()[-2:] == [
        "Raspberry Pi Zero 2 W Rev 1.0: the libraries, permissions and buses that these parts need are there.",
        "No pin was opened.",
    ]


@pytest.fixture
def with_buses(tiny, tmp_path):
    """The tiny project with a part on each bus, and one with a helper program."""
    return broken_tiny(
        tmp_path,
        tiny,
        "pin = 17",
        'pin = 17\n[parts.box]\ndriver = "sht31"\n[parts.air]\ndriver = "dht22"\npin = 4\n'
        '[parts.converter]\ndriver = "mcp3008"\ndevice = 1',
    )


def test_check_on_a_pi_finds_what_is_missing_and_whom_it_concerns(highland, with_buses, on_a_pi, monkeypatch):
    monkeypatch.setattr("drivers._pins.find_spec", lambda _name: None)
    monkeypatch.delitem(sys.modules, "board", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken, *sys.meta_path])
    said = highland("run", with_buses, "--check")
    assert said.code == 1
    lines = said.out.splitlines()
    found = lines[lines.index("Raspberry Pi Zero 2 W Rev 1.0 lacks something that these parts need:") + 1 :]
    gpiod = "The Python module gpiod is missing. Parts on I2C and DHT sensors need it."
    assert found[0].startswith("  all parts: The library that moves the pins is missing: lgpio.")
    assert found[1] == f"  air: {gpiod} Install it: `sudo apt install python3-libgpiod`. Then start again."
    assert found[2].startswith(f"  box: {gpiod}")
    assert found[3].startswith("  converter: SPI is switched off on this board: /dev/spidev0.1 is missing.")
    assert found[4] == "No pin was opened."


def test_without_gpiod_the_project_runs_and_tells_which_part_is_without_a_value(
    highland, with_buses, tmp_path, board, monkeypatch
):
    """It ended with an error, and as a service it began again and again, with its alarm silent."""
    monkeypatch.delitem(sys.modules, "board", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken, *sys.meta_path])
    stop_after(board, 60)
    said = highland("run", with_buses, "--state", tmp_path / "tiny.json")
    assert said.code == 0
    assert "box gives no value: The Python module gpiod is missing." in said.out
    assert "air gives no value: The Python module gpiod is missing." in said.out
    assert board.pins[17].level is not True


def test_a_state_folder_that_cannot_be_written_is_said_at_the_start(highland, tiny, tmp_path, board):
    (tmp_path / "folder").touch()  # a file stands where the folder should be
    stop_after(board, 3)
    said = highland("run", tiny, "--state", tmp_path / "folder" / "tiny.json")
    assert said.code == 0
    assert "cannot be kept in" in said.out
    assert f"`ls -ld {tmp_path / 'folder'}`" in said.out
    assert "holds back" not in said.out, "this law waits for nothing"


def test_a_project_that_waits_for_its_latches_says_what_stays_off(highland, tmp_path, board):
    (tmp_path / "folder").touch()
    stop_after(board, 3)
    said = highland("run", "gas_alarm", "--state", tmp_path / "folder" / "gas_alarm.json")
    assert "holds back what must not come back by itself: a gas valve is not opened" in said.out


def test_a_state_folder_that_can_be_written_is_no_news(highland, tiny, tmp_path, board):
    stop_after(board, 3)
    said = highland("run", tiny, "--state", tmp_path / "new" / "tiny.json")
    assert "cannot be kept" not in said.out
    assert [each.name for each in (tmp_path / "new").iterdir()] in ([], ["tiny.json"])


def test_a_library_that_gives_no_reason_is_told_so(highland, tiny, board, monkeypatch):
    from gpiozero import PinPWMUnsupported

    def refuses(*_, **__):
        raise PinPWMUnsupported

    monkeypatch.setattr("firmware.parts.Parts._open", refuses)
    assert highland("run", tiny).err.startswith(
        "A part could not be opened: PinPWMUnsupported, for which the library gives no reason."
    )


@pytest.mark.parametrize(("library", "is_told"), [("RPi.GPIO", True), ("rpi-lgpio", False), ("lgpio", False)])
def test_a_library_that_lets_nothing_go_after_a_kill_is_told(
    highland, tiny, tmp_path, board, monkeypatch, library, is_told
):
    monkeypatch.setattr("drivers._pins.use_pins", lambda _board: library)
    stop_after(board, 3)
    said = highland("run", tiny, "--state", tmp_path / "tiny.json")
    assert ("The pins are moved by RPi.GPIO" in said.out) is is_told
