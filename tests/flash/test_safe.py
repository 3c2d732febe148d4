"""After a killed program every output is switched off and released, whatever else does not work."""

from pathlib import Path

import pytest

from firmware.board.outputs import Output, outputs_of, remember
from firmware.project import find, names
from flash.services.safe import switch_off
from tests.highland.conftest import board, english_computer, highland, stop_after, tiny  # noqa: F401  # fixtures

RELAYS = """
[parts.valve]
driver = "valve"
pin = 17

[parts.pump]
driver = "relay"
pin = 22
active_high = false

[parts.door]
driver = "door_switch"
pin = 5
"""


@pytest.fixture
def project(tmp_path):
    """A project whose law is broken: a file that Python cannot read."""
    (tmp_path / "control.py").write_text("def decide(:\n", encoding="utf-8")
    (tmp_path / "wiring.toml").write_text(RELAYS, encoding="utf-8")
    return tmp_path


def levels_of(pin):
    """What the board does to a wire from now on; None: it listens."""
    seen = []
    pin.on_change(lambda: seen.append(pin.duty))
    return seen


def test_outputs_go_off_and_are_released_even_with_a_broken_law(highland, project, board):  # noqa: F811
    valve, pump, door = (levels_of(board.pins[gpio]) for gpio in (17, 22, 5))
    said = highland("safe", project)
    assert said.code == 0
    assert said.out == f"All 2 outputs of {project.name} are off.\n"
    assert set(valve) == {0.0, None}
    assert set(pump) == {1.0, None}  # active-low: high is off, and it is never low
    assert valve[-1] is pump[-1] is None
    assert door == []  # an input is left alone


def test_one_that_cannot_be_switched_off_does_not_keep_the_others(highland, project, board):  # noqa: F811
    from gpiozero import LED

    pump = levels_of(board.pins[22])
    with LED(17):
        said = highland("safe", project)
    assert said.code == 1
    assert said.err.startswith("Disconnect the power now! valve on GPIO17 could not be switched off: GPIOPinInUse")
    assert set(pump) == {1.0, None}


def test_a_part_without_a_driver_is_named_and_the_others_go_off(highland, project, board):  # noqa: F811
    text = RELAYS.replace('driver = "valve"', 'driver = "vlave"')
    (project / "wiring.toml").write_text(text, encoding="utf-8")
    pump = levels_of(board.pins[22])
    said = highland("safe", project)
    assert said.code == 1
    assert said.err.startswith("Disconnect the power if valve is on! Its driver does not say what it is:")
    assert set(pump) == {1.0, None}


def test_on_another_computer_there_is_nothing_to_do(highland, tiny, monkeypatch):  # noqa: F811
    monkeypatch.setattr("firmware.host.board_model", lambda: None)
    said = highland("safe", tiny)
    assert (said.code, said.err) == (2, "This computer is not a Raspberry Pi, so there are no pins to make safe.\n")


def test_what_was_opened_counts_and_not_what_the_file_says_now(highland, tiny, tmp_path, board):  # noqa: F811
    """Somebody moves a relay in wiring.toml while the program runs; then the program is killed."""
    import shutil

    folder = tmp_path / "moved"
    shutil.copytree(tiny, folder)
    stop_after(board, 3)
    assert highland("run", folder, "--state", tmp_path / "tiny.json").code == 0
    file = folder / "wiring.toml"
    for text in (file.read_text("utf-8").replace("pin = 17", "pin = 27"), "["):
        file.write_text(text, encoding="utf-8")
        lamp, other = levels_of(board.pins[17]), levels_of(board.pins[27])
        said = highland("safe", folder)
        assert (said.code, said.out) == (0, "All 1 outputs of moved are off.\n")
        assert 0.0 in lamp
        assert other == []


@pytest.mark.parametrize(
    "note", ["", "[]", '{"project": "x"}', '{"project": "%s", "outputs": [["valve", 99, true], 7]}', "[" * 10_000]
)
def test_a_note_that_somebody_spoiled_is_not_believed(highland, project, board, tmp_path, note):  # noqa: F811
    (tmp_path / "outputs.json").write_text(note.replace("%s", str(project)), encoding="utf-8")
    said = highland("safe", project)
    assert (said.code, said.out) == (0, f"All 2 outputs of {project.name} are off.\n")


def test_the_note_of_another_project_is_none(highland, project, board):  # noqa: F811
    remember("another", [Output("siren", 27)])
    siren = levels_of(board.pins[27])
    assert highland("safe", project).code == 0
    assert siren == []


def test_a_living_program_that_has_the_pins_keeps_them(highland, project, board):  # noqa: F811
    from firmware.board.instance import only_instance

    valve = levels_of(board.pins[17])
    with only_instance("run gas_alarm"):
        said = highland("safe", project)
    assert said.code == 2
    assert said.err.startswith("Another program has the pins: run gas_alarm, process")
    assert valve == []


def test_a_pin_library_that_fails_in_the_middle_is_told_for_that_pin():
    closed = []

    class Pin:
        def __init__(self, output):
            if output.pin == 2:
                raise OSError(16, "Device or resource busy")
            self.pin = output.pin

        def close(self):
            closed.append(self.pin)

    failed = switch_off([Output("a", 1), Output("b", 2), Output("c", 3)], opened=Pin)
    assert closed == [1, 3]
    assert [output.part for output, _ in failed] == ["b"]


@pytest.mark.parametrize("name", names())
def test_every_actuator_and_heater_of_every_project_is_among_its_outputs(name):
    """Compared with what the loop switches: a list that misses one leaves it on after a crash."""
    from devices import HeartbeatPart
    from drivers import find as driver_of
    from firmware.fit import fit

    project = find(name)
    wiring = project.wiring()
    outputs, unknown = outputs_of(wiring)
    pins = {output.pin for output in outputs}
    switched = {part.wired.options["pin"] for part in fit(wiring, project.law()).parts if part.switching is not None}
    heaters = {part.options["heater_pin"] for part in wiring.parts if "heater_pin" in part.options}
    hearts = {part.options["pin"] for part in wiring.parts if issubclass(driver_of(part.driver), HeartbeatPart)}
    assert unknown == {}
    assert pins == switched | heaters | hearts
    assert Path(project.folder, "wiring.toml").is_file()
