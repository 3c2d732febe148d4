"""`highland try`: on a real board with real pins, elsewhere on a virtual one that never passes for real."""

import json

import pytest

from firmware.host import NO_HOME, NO_HOME_HINT, NoHome
from firmware.project import find
from workshop.trial.kept import REAL, SIM, read_trial


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setattr("firmware.project.kept_home", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def real(board, monkeypatch, home):
    """The board of the tests, taken for a real one."""
    monkeypatch.setattr("highland._table.board_model", lambda: "Raspberry Pi of the test")
    monkeypatch.setattr("highland._table.SystemClock", lambda now: board.clock)
    monkeypatch.setattr("highland._table.state_home", lambda: home)
    return board


@pytest.fixture
def typed(monkeypatch):
    """Somebody who types these lines; Ctrl-C when there are no more."""

    def types(*lines):
        left = iter(lines)

        def typing(prompt=""):
            try:
                return next(left)
            except StopIteration:
                raise KeyboardInterrupt from None

        monkeypatch.setattr("builtins.input", typing)

    return types


def test_off_a_pi_it_tries_a_virtual_board_and_every_line_says_so(highland):
    said = highland("try", "gas_alarm", "--answers", "look")
    assert said.code == 0
    assert [line for line in said.out.splitlines() if line and not line.startswith("SIM")] == []
    assert "SIM  18 work, 0 do not, 0 not tried." in said.out
    assert "trial.SIM.json" in said.err
    project = find("gas_alarm")
    assert read_trial(project, REAL).parts == {}
    assert len(read_trial(project, SIM).parts) == 18


def test_one_object_and_exit_1_for_what_does_not_work(highland):
    said = highland("try", "gas_alarm", "siren", "--json", "--answers", "look", "--fault", "siren=dead")
    found = json.loads(said.out)
    assert said.code == 1
    assert (found["provenance"], [part["part"] for part in found["parts"]]) == ("sim", ["siren"])
    assert (found["parts"][0]["verdict"], found["parts"][0]["code"]) == ("does_not_work", "try.output.dead")
    assert "GPIO27 (pin 13)" in found["parts"][0]["hint"]


def test_answers_may_come_from_a_file(highland, tmp_path):
    answers = tmp_path / "answers.toml"
    answers.write_text('[valve]\nmoved = "no"\ninstead = "another"\nwhich = "fan"\n', encoding="utf-8")
    said = highland("try", "gas_alarm", "valve", "--answers", answers)
    assert said.code == 1
    assert "It is mixed up with Fan (fan): that one moved." in said.out
    answers.write_text('[valve]\nmoved = "perhaps"\n', encoding="utf-8")
    said = highland("try", "gas_alarm", "valve", "--answers", answers)
    assert said.code == 2
    assert "Write one of: yes, no, again, skip." in said.err


def test_a_person_types_and_a_slip_is_asked_again(highland, typed):
    typed("", "what", "y")
    said = highland("try", "gas_alarm", "siren")
    assert said.code == 0
    assert "SIM  Type one of: y, n, r, s." in said.out


def test_ctrl_c_keeps_what_was_found(highland, typed):
    typed("", "")
    said = highland("try", "gas_alarm")
    assert said.code == 130
    assert "everything is off" in said.err
    found = {"adc", "room", "gas", "fumes", "heater", "battery", "mains", "valve_switch"}
    assert read_trial(find("gas_alarm"), SIM).parts.keys() == found


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("gas_alarm", "no_such"), "gas_alarm has no part no_such. Its parts are: adc, room,"),
        (("gas_alarm", "--json"), "--json needs --answers"),
        (("gas_alarm", "--answers", "look", "--fault", "fan=purple"), "fan=purple is not a fault"),
        (("nope",), "There is no project called nope."),
    ],
)
def test_wrong_use_is_one_sentence(highland, words, sentence):
    said = highland("try", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(sentence)


def test_on_a_real_board_its_pins_are_moved_and_the_result_is_real(highland, real, tiny):
    """No hand presses the two buttons: they are dead. The lamp is switched on a real wire, and nothing says SIM."""
    seen = []
    real.pins[17].on_change(lambda: seen.append(real.pins[17].duty))
    said = highland("try", tiny, "--answers", "yes")
    assert said.code == 1
    assert "SIM" not in said.out + said.err
    assert seen == [None, 0.0, 1.0, 0.0, 1.0, 0.0, None]
    outcomes = {name: each.outcome.seen.key for name, each in read_trial(find(tiny), REAL).parts.items()}
    dead = "try.contact.dead_open"
    assert outcomes == {"button": dead, "bomb": dead, "lamp": "try.output.works"}


def test_on_a_real_board_a_press_is_seen(highland, real, tiny):
    start_s = real.clock.monotonic()
    real.clock.at(start_s + 2.0, lambda: real.pins[5].drive(False))
    real.clock.at(start_s + 3.0, lambda: real.pins[5].drive(True))
    assert highland("try", tiny, "button", "--answers", "yes").code == 0


def test_on_a_real_board_ctrl_c_while_a_lamp_is_on_switches_it_off(highland, real, tiny):
    def ctrl_c():
        assert real.pins[17].duty == 1.0
        raise KeyboardInterrupt

    real.clock.at(real.clock.monotonic() + 3.0, ctrl_c)
    said = highland("try", tiny, "lamp", "--answers", "yes")
    assert said.code == 130
    assert real.pins[17].duty is None


def test_while_another_program_has_the_pins_no_pin_is_touched(highland, real, tiny):
    from firmware.board.instance import only_instance

    with only_instance("run gas_alarm"):
        said = highland("try", tiny, "lamp", "--answers", "yes")
    assert said.code == 2
    assert "Another program has the pins: run gas_alarm" in said.err
    assert real.pins[17].duty is None


def test_mistakes_are_not_planted_on_a_real_board(highland, real, tiny):
    said = highland("try", tiny, "--fault", "lamp=dead", "--answers", "yes")
    assert said.code == 2
    assert "this is a real one" in said.err
    assert real.pins[17].duty is None


def test_a_virtual_board_may_be_asked_for_on_a_real_one(highland, monkeypatch):
    monkeypatch.setattr("highland._table.board_model", lambda: "Raspberry Pi of the test")
    said = highland("try", "gas_alarm", "siren", "--sim", "--fault", "siren=dead", "--answers", "look")
    assert said.code == 1
    assert read_trial(find("gas_alarm"), REAL).parts == {}


def test_a_terminal_is_shown_the_live_value(monkeypatch, capsys):
    from highland._try_answers import Answering, content
    from highland._virtual_table import virtual_table
    from messages import Say
    from workshop.trial.session import Session

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with virtual_table(find("solar_lamp")) as table:
        person = Answering(table, table.project.names(), Say("vi"), content)
        Session(table, person).try_parts(["wall"], lambda *_: None)
    assert "\r\x1b[KSIM  Vách hộp: 16,5 °C (-5 °C" in capsys.readouterr().out


def test_without_a_home_folder_it_says_so_once(highland, monkeypatch):
    def nowhere():
        raise NoHome(NO_HOME, NO_HOME_HINT)

    monkeypatch.setattr("firmware.project.kept_home", nowhere)
    said = highland("try", "gas_alarm", "siren", "--answers", "look")
    assert (said.code, said.out, said.err.count(NO_HOME.text)) == (2, "", 1)
