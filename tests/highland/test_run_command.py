"""`highland run`: it knows a Pi from other machines, checks everywhere, and the real path works on virtual wires."""

import signal
from pathlib import Path

import pytest

from highland.run import state_file
from projects.board import board_model
from sim.virtual_pi import VirtualPi


def test_on_another_computer_it_names_the_simulator(highland, tiny, monkeypatch):
    monkeypatch.setattr("projects.board.board_model", lambda: None)
    said = highland("run", tiny)
    assert said.code == 2
    assert said.err == (
        "This computer is not a Raspberry Pi, so there are no pins to open. "
        f"Simulate it here with: highland sim {tiny}\n"
    )


def test_check_prints_what_would_be_opened(highland, tiny):
    said = highland("run", tiny, "--check")
    assert said.code == 0
    assert "  button: button(pin=5) -> button_pressed" in said.out.splitlines()
    assert "  lamp: lamp(pin=17) -> lamp" in said.out.splitlines()
    assert said.out.splitlines()[-1] == "No pin was opened."


def broken_tiny(tmp_path, tiny, old, new):
    folder = tmp_path / "broken"
    folder.mkdir()
    for file in Path(tiny).iterdir():
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            (folder / file.name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("pin = 5", "", "Part button: the driver button needs the option pin."),
        ("pin = 5", "pin = 5\ncolour = 1", "Part button: the driver button has no option colour."),
        ("[parts.button]", "[parts.knob]", "The law wants button_pressed, but no part in wiring.toml gives it."),
        ("[parts.lamp]", "[parts.light]", "wiring.toml has the actuator light, but the law never switches it."),
        ('driver = "lamp"', 'driver = "button"', "The law switches lamp, but no part in wiring.toml is that actuator."),
        ('driver = "lamp"', 'driver = "lampe"', "There is no driver lampe."),
        ("pin = 17", 'pin = 17\n[parts.hot]\ndriver = "ntc"\non = "adc"', "Part hot says on = adc, but there is no"),
    ],
)
def test_check_says_what_does_not_fit(highland, tiny, tmp_path, old, new, sentence):
    said = highland("run", broken_tiny(tmp_path, tiny, old, new), "--check")
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith(sentence)


def machine(root, model="", cpuinfo=""):
    (root / "proc" / "device-tree").mkdir(parents=True)
    if model:
        (root / "proc" / "device-tree" / "model").write_bytes(model.encode() + b"\0")
    (root / "proc" / "cpuinfo").write_text(cpuinfo, encoding="utf-8")
    return root


def test_a_pi_is_known_by_its_device_tree(tmp_path):
    assert board_model(machine(tmp_path, "Raspberry Pi 4 Model B Rev 1.4")) == "Raspberry Pi 4 Model B Rev 1.4"


def test_a_pi_is_known_by_its_cpuinfo(tmp_path):
    cpuinfo = "processor\t: 0\nHardware\t: BCM2835\nModel\t\t: Raspberry Pi Zero W Rev 1.1\n"
    assert board_model(machine(tmp_path, cpuinfo=cpuinfo)) == "Raspberry Pi Zero W Rev 1.1"


@pytest.mark.parametrize("model", ["", "Banana Pi M2"])
def test_another_board_is_no_pi(tmp_path, model):
    assert board_model(machine(tmp_path, model, "model name\t: Raspberry flavoured CPU\n")) is None


def test_a_machine_without_proc_is_no_pi(tmp_path):
    assert board_model(tmp_path) is None


def test_latches_are_kept_for_the_system_where_it_may_and_else_for_the_person(tmp_path):
    assert state_file("rack", system=tmp_path) == tmp_path / "rack.json"
    own = state_file("rack", system=tmp_path / "none", home=tmp_path)
    assert own == tmp_path / ".local" / "state" / "highland" / "rack.json"


@pytest.fixture
def board(monkeypatch):
    """The real path, on virtual wires and virtual time."""
    with VirtualPi(seed=0) as pi:
        monkeypatch.setattr("projects.board.board_model", lambda: "Raspberry Pi of the test")
        monkeypatch.setattr("highland.run.SystemClock", lambda: pi.clock)
        monkeypatch.setenv("BLINKA_SKIP_DEPENDENCY_CHECK", "1")  # so that what the command sets is taken back
        pi.pins[5].drive(True)
        pi.pins[6].drive(True)
        yield pi


def test_the_real_path_runs_until_sigterm_and_ends_safe(highland, tiny, tmp_path, board):
    before = signal.getsignal(signal.SIGTERM)
    now_s = board.clock.monotonic()
    board.clock.at(now_s + 20, lambda: board.pins[5].drive(False))
    board.clock.at(now_s + 40, lambda: signal.raise_signal(signal.SIGTERM))
    said = highland("run", tiny, "--state", tmp_path / "tiny.json")
    assert said.code == 0
    assert "tiny runs on Raspberry Pi of the test." in said.out
    assert "LIT  The button is pressed: the lamp is on." in said.out
    assert said.out.splitlines()[-1].endswith("Asked to stop; all outputs are safe.")
    assert board.pins[17].level is not True
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_law_that_fails_on_the_board_is_exit_1(highland, tiny, tmp_path, board):
    board.clock.at(board.clock.monotonic() + 20, lambda: board.pins[6].drive(False))
    said = highland("run", tiny, "--state", tmp_path / "tiny.json", "--lang", "vi")
    assert said.code == 1
    assert "ZeroDivisionError" in said.out
    assert "mọi đầu ra đã được đưa về an toàn" in said.out


def test_a_part_that_cannot_be_opened_is_exit_2_with_the_librarys_own_words(highland, tiny, tmp_path, board):
    folder = broken_tiny(tmp_path, tiny, "pin = 6", "pin = 5")
    said = highland("run", folder)
    assert said.code == 2
    assert said.err.startswith("A part could not be opened: GPIOPinInUse")
    assert f"highland wiring {folder}" in said.err
