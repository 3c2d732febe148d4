"""`highland run`: it knows a Pi from other machines, checks everywhere, and the real path works on virtual wires."""

import signal
import socket
import tempfile
from functools import wraps
from itertools import pairwise
from math import inf
from pathlib import Path
from types import SimpleNamespace

import pytest

from devices import Message, ReadError, WarmingUp
from firmware.host import board_model, powered_s, state_home
from firmware.project import find
from highland._run_log import LogLines
from messages import Say
from tests.highland.conftest import stop_after


def test_on_another_computer_it_names_the_simulator(highland, tiny, monkeypatch):
    monkeypatch.setattr("firmware.host.board_model", lambda: None)
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
        ("pin = 5", "pin = 5\ncolor = 1", "Part button: the driver button has no option color."),
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


def test_how_long_the_computer_has_been_on_without_a_break(tmp_path):
    assert powered_s(tmp_path) == 0.0  # not known: a gas sensor then counts as cold
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc" / "uptime").write_text("86423.51 170012.04\n", encoding="ascii")
    assert powered_s(tmp_path) == 86_423.51


def test_latches_are_kept_for_the_system_where_it_may_and_else_for_the_person(tmp_path):
    assert state_home(system=tmp_path) == tmp_path
    own = state_home(system=tmp_path / "none", home=tmp_path) / "rack.json"
    assert own == tmp_path / ".local" / "state" / "highland" / "rack.json"


def test_the_real_path_runs_until_sigterm_and_ends_safe(highland, tiny, tmp_path, board):
    before = signal.getsignal(signal.SIGTERM)
    now_s = board.clock.monotonic()
    board.clock.at(now_s + 20, lambda: board.pins[5].drive(False))
    board.clock.at(now_s + 40, lambda: signal.raise_signal(signal.SIGTERM))
    said = highland("run", tiny, "--state", tmp_path / "tiny.json")
    assert said.code == 0
    assert "tiny is running on Raspberry Pi of the test." in said.out
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
    from gpiozero import LED

    with LED(5):  # something else in this program has the button's pin
        said = highland("run", tiny)
    assert said.code == 2
    assert said.err.startswith("A part could not be opened: GPIOPinInUse")
    assert f"highland wiring {tiny}" in said.err


def test_a_pin_used_twice_is_refused_before_anything_is_opened(highland, tiny, tmp_path):
    folder = broken_tiny(tmp_path, tiny, "pin = 6", "pin = 5")
    for words in (("run", folder, "--check"), ("sim", folder)):
        said = highland(*words)
        assert said.code == 2
        assert said.err.startswith("GPIO5 is used twice: by button and by bomb.")


STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)]


@pytest.mark.parametrize("number", STOPS)
def test_every_way_to_ask_ends_it_safe(highland, tiny, tmp_path, board, number):
    board.pins[5].drive(False)
    stop_after(board, 10, number)
    said = highland("run", tiny, "--state", tmp_path / "tiny.json")
    assert said.code == 0
    assert said.out.splitlines()[-1].endswith("Asked to stop; all outputs are safe.")
    assert board.pins[17].level is not True


def test_a_stop_while_parts_are_opened_ends_it_before_the_first_turn(highland, tiny, tmp_path, board, monkeypatch):
    before = signal.getsignal(signal.SIGTERM)
    board.pins[5].drive(False)
    while_the_lamp_opens(monkeypatch, lambda: signal.raise_signal(signal.SIGTERM))
    said = highland("run", tiny, "--state", tmp_path / "tiny.json")
    assert said.code == 0
    assert "LIT" not in said.out
    assert said.out.splitlines()[-1].endswith("Asked to stop; all outputs are safe.")
    assert board.pins[17].level is not True
    assert signal.getsignal(signal.SIGTERM) is before


def while_the_lamp_opens(monkeypatch, do):
    """Let something happen while the lamp, the last part, is opened."""
    from drivers.lamp import Lamp

    @wraps(Lamp.__init__)
    def open_and_do(self, *words, **options):
        do()
        opened(self, *words, **options)

    opened = Lamp.__init__
    monkeypatch.setattr(Lamp, "__init__", open_and_do)


def library_ends_us(*_):
    raise SystemExit(1)


def test_a_library_that_takes_sigterm_while_parts_are_opened_ends_it_safe(highland, tiny, board, monkeypatch):
    """Blinka's PulseIn: its handler raises SystemExit."""
    before = signal.getsignal(signal.SIGTERM)

    def taken_and_asked():
        signal.signal(signal.SIGTERM, library_ends_us)
        signal.raise_signal(signal.SIGTERM)

    while_the_lamp_opens(monkeypatch, taken_and_asked)
    said = highland("run", tiny)
    assert said.code == 1
    assert said.out == "Stopped while opening the parts; all outputs are off.\n"
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_library_that_took_sigterm_before_the_loop_does_not_keep_it(highland, tiny, tmp_path, board, monkeypatch):
    while_the_lamp_opens(monkeypatch, lambda: signal.signal(signal.SIGTERM, library_ends_us))
    stop_after(board, 10)
    said = highland("run", tiny, "--state", tmp_path / "tiny.json")
    assert said.code == 0
    assert said.out.splitlines()[-1].endswith("Asked to stop; all outputs are safe.")


NO_WATCHDOG = "No watchdog guards this run: if this program hangs, the outputs stay as they are."


def test_without_a_watchdog_it_says_so(highland, tiny, tmp_path, board):
    stop_after(board, 3)
    assert NO_WATCHDOG in highland("run", tiny, "--state", tmp_path / "tiny.json").out.splitlines()


def test_the_hardware_watchdog_is_fed_every_turn_and_stopped_at_a_good_end(highland, tiny, tmp_path, board):
    device = tmp_path / "watchdog"
    device.touch()
    stop_after(board, 3.5)
    said = highland("run", tiny, "--state", tmp_path / "tiny.json", "--watchdog", device)
    assert NO_WATCHDOG not in said.out
    assert device.read_bytes() == b"\0\0\0\0V"


def test_after_a_law_failed_the_hardware_watchdog_resets_the_board_and_this_is_said(highland, tiny, tmp_path, board):
    device = tmp_path / "watchdog"
    device.touch()
    board.pins[6].drive(False)
    said = highland("run", tiny, "--state", tmp_path / "tiny.json", "--watchdog", device)
    assert said.code == 1
    assert b"V" not in device.read_bytes()
    assert "it will reset the board" in said.err


def test_a_watchdog_that_cannot_be_opened_is_exit_2(highland, tiny, tmp_path, board):
    said = highland("run", tiny, "--state", tmp_path / "tiny.json", "--watchdog", tmp_path / "none")
    assert said.code == 2
    assert said.err.startswith(f"The watchdog {tmp_path / 'none'} cannot be opened: No such file or directory.")
    assert board.pins[17].level is not True


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="Windows has no unix datagrams")
def test_as_a_service_it_tells_systemd(highland, tiny, tmp_path, board, monkeypatch):
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(f"{folder}/notify")
        monkeypatch.setenv("NOTIFY_SOCKET", f"{folder}/notify")
        monkeypatch.setenv("WATCHDOG_USEC", "8000000")
        monkeypatch.delenv("WATCHDOG_PID", raising=False)
        stop_after(board, 4.5)
        said = highland("run", tiny, "--state", tmp_path / "tiny.json")
        heard = [systemd.recv(100).decode() for _ in range(5)]
    assert heard == ["READY=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1"]
    assert NO_WATCHDOG not in said.out


def test_it_says_which_file_keeps_the_latches(highland, tiny, tmp_path, board, monkeypatch):
    monkeypatch.chdir(tmp_path)
    stop_after(board, 3)
    said = highland("run", tiny, "--state", "tiny.json")
    assert f"Latches are kept in {tmp_path / 'tiny.json'}." in said.out


def test_without_state_a_project_outside_the_tree_has_a_file_of_its_own(highland, tiny, tmp_path, board, monkeypatch):
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path))
    stop_after(board, 3)
    assert f"Latches are kept in {state_home() / find(tiny).unique_name}.json." in highland("run", tiny).out


def test_a_part_that_does_not_answer_is_told_with_the_wire_to_check(highland, tiny, tmp_path, board):
    wired = broken_tiny(tmp_path, tiny, "pin = 17", 'pin = 17\n[parts.box]\ndriver = "sht31"\naddress = 0x44')
    stop_after(board, 100)
    said = highland("run", wired, "--state", tmp_path / "tiny.json")
    told = [line for line in said.out.splitlines() if "box gives no value" in line]
    assert len(told) == 1
    assert "0x44" in told[0]
    assert "Check" in told[0]


SILENT = ReadError(Message("t.silent", "It is silent."), Message("t.silent.hint", "Check the wire."))
WARMING = WarmingUp(Message("t.warming", "It is warming up."))


def lines_of(capsys, *errors, good=()):
    """What is printed when one part has these errors, one after the other, each looked at every 2 s for 20 s."""
    sensor = SimpleNamespace(error=None, good_at_s={"x": -inf})
    shown = SimpleNamespace(sensors={"box": sensor})
    lines = LogLines(Say("en"))
    for number, sensor.error in enumerate(errors):
        for t_s in range(number * 20, number * 20 + 20):
            if t_s in good:
                sensor.good_at_s["x"] = t_s
            if t_s >= lines.due_s:
                lines.tick(SimpleNamespace(t_s=float(t_s), parts=shown))
    return [line.split(" s  ") for line in capsys.readouterr().out.splitlines()]


def test_a_part_that_begins_to_fail_and_answers_again_is_told_once_each(capsys):
    assert lines_of(capsys, None, SILENT, SILENT, SILENT, SILENT, None, None) == [
        ["        30", "box gives no value: It is silent. Check the wire."],
        ["       100", "box answers again."],
    ]


def test_a_part_gets_at_most_one_line_a_minute(capsys):
    told = lines_of(capsys, *[SILENT, None] * 12)
    times = [float(t_s) for t_s, _ in told]
    assert len(times) > 2
    assert all(later - earlier >= 60 for earlier, later in pairwise(times))


def test_a_read_that_fails_now_and_then_is_no_news(capsys):
    """A DHT22: a good value comes in between, even when every look happens to see a failure."""
    assert lines_of(capsys, *[SILENT] * 10, good=range(0, 200, 8)) == []


def test_warming_up_is_no_failure(capsys):
    assert lines_of(capsys, *[WARMING] * 5) == []


def test_a_second_run_is_exit_2_and_moves_no_pin(highland, tiny, tmp_path, board):
    from firmware.board.instance import only_instance

    with only_instance("run gas_alarm"):
        said = highland("run", tiny, "--state", tmp_path / "tiny.json")
    assert said.code == 2
    assert said.err.startswith("Another program has the pins: run gas_alarm, process ")
    assert board.pins[17].duty is None, "its lamp was never driven"
    assert not (tmp_path / "tiny.json").exists()


def test_while_it_runs_it_holds_the_pins_and_lets_them_go_at_its_end(highland, tiny, tmp_path, board):
    from firmware.board.instance import holder

    seen = []
    board.clock.at(board.clock.monotonic() + 3, lambda: seen.append(holder()))
    stop_after(board, 5)
    assert highland("run", tiny, "--state", tmp_path / "tiny.json").code == 0
    assert [found.what for found in seen] == ["run tiny"]
    assert holder() is None


def test_without_a_library_for_the_pins_it_is_exit_2_with_the_package(highland, tiny, board, monkeypatch):
    from gpiozero import Device

    monkeypatch.setattr(Device, "pin_factory", None)
    monkeypatch.setattr("drivers._pins.find_spec", lambda _name: None)
    monkeypatch.delenv("GPIOZERO_PIN_FACTORY", raising=False)
    said = highland("run", tiny)
    assert said.code == 2
    assert "sudo apt install python3-lgpio" in said.err
    assert Device.pin_factory is None, "gpiozero was not asked for another one"
