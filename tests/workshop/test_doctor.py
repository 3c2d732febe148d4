"""The doctor finds each planted fault and nothing else, says nothing on a sound board, and is never held up."""

import threading
from collections import defaultdict
from dataclasses import replace

import pytest

from bench._boards import MODELS, SYSTEMS, Board
from bench._planted_faults import FAULTS
from bench.doctor import kinds, with_fault
from devices import Message
from telemetry.card.outbox import Outbox, PendingRecord
from workshop.doctor.examine import examine, made
from workshop.doctor.finding import NO_PERMISSION, Kind, NotLookedAt
from workshop.doctor.machine import Machine
from workshop.doctor.senses import Ran, Rights, User, run_limited
from workshop.doctor.table import CHECKS, Check


@pytest.mark.examples(24)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found_and_nothing_else(fault, tmp_path):
    assert kinds(with_fault(fault, tmp_path)) == fault.expected


@pytest.mark.examples(3)
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("model", MODELS)
def test_a_sound_board_has_no_finding(model, system, tmp_path):
    board = Board(tmp_path, model, system)
    with board.running():
        report = examine(board.machine())
    assert kinds(report) == frozenset()
    assert report.exit_code == 0
    assert len(report.sound) == len(CHECKS)


def all_kinds():
    """Every kind that a check may find."""
    from workshop.doctor import checks

    modules = [check.look.__module__ for check in CHECKS]
    assert all(module.startswith(checks.__name__) for module in modules)
    found = {}
    for check in CHECKS:
        for thing in check.look.__globals__.values():
            if isinstance(thing, Kind):
                found[thing.key] = thing
    return found


def test_every_kind_has_a_planted_fault():
    """What was never planted may never be found."""
    assert {fault.finds for fault in FAULTS} == set(all_kinds())


def test_what_could_not_be_looked_at_is_named_and_never_sound(tmp_path):
    board = Board(tmp_path)
    board.commands["journalctl"] = Ran(1, "", "No journal files were opened due to insufficient permissions.")
    with board.running():
        report = examine(board.machine())
    assert {each.check.key for each in report.not_looked} == {"memory", "card_errors"}
    assert {each.reason for each in report.not_looked} == {NO_PERMISSION}
    assert not {"memory", "card_errors"} & {each.key for each in report.sound}
    assert report.exit_code == 1


@pytest.mark.parametrize("said", [Ran(1, "", "insufficient permissions"), Ran(0, "")])
def test_a_hidden_log_is_not_taken_for_one_without_errors(said, tmp_path):
    board = Board(tmp_path)
    board.commands["journalctl"] = said
    with pytest.raises(NotLookedAt):
        assert board.machine().kernel_log == []


def test_a_folder_that_one_may_not_open_is_not_sound(tmp_path, monkeypatch):
    board = Board(tmp_path)
    real = Machine.path

    class Shut(type(tmp_path)):
        def iterdir(self):
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Machine, "path", lambda self, name: Shut(real(self, name)))
    with pytest.raises(NotLookedAt):
        board.machine().glob("var/lib/highland/*.json")


def test_a_check_that_hangs_holds_up_nobody(tmp_path):
    """A hung bus, a dead network folder: the others are told, this one is named."""
    ended = threading.Event()
    hung = Check("hung", Message("test.hung", "hung"), lambda machine: ended.wait(30.0) or ())
    fine = [check for check in CHECKS if check.key == "heat"]
    try:
        report = examine(Board(tmp_path).machine(), [hung, *fine], limit_s=0.2)
    finally:
        ended.set()
    assert [each.check.key for each in report.not_looked] == ["hung"]
    assert [each.key for each in report.sound] == ["heat"]


def test_a_faulty_check_does_not_hide_the_others(tmp_path):
    broken = Check("broken", Message("test.broken", "broken"), lambda machine: 1 / 0)
    said = made(broken, Board(tmp_path).machine())
    assert said.key == "doctor.own_mistake"
    assert "division by zero" in said.render()


def test_a_running_project_s_bus_is_left_alone(tmp_path):
    board = Board(tmp_path)
    asked = []
    machine = board.machine()
    machine.senses = replace(machine.senses, answering=lambda: asked.append(1))
    board.health(age_s=300.0)  # a project that hangs writes no more
    with board.running():
        report = examine(machine)
    assert asked == []
    assert kinds(report) == {"not looked at: i2c_parts", "not looked at: running_parts"}


def test_off_a_pi_only_what_can_be_done_there_is_done(tmp_path):
    board = Board(tmp_path)
    board.remove("proc/device-tree/model")
    report = examine(board.machine())
    assert kinds(report) == frozenset()
    assert {each.key for each in report.sound} == {*("python", "gpiozero", "room", "settings", "hub", "wiring_list")}


def test_without_a_project_its_parts_are_left_out(tmp_path):
    report = examine(Board(tmp_path).machine(with_project=False))
    assert kinds(report) == frozenset()
    assert {"i2c_parts", "service", "calibrations"} <= {each.key for each in report.not_here}


def test_the_hub_is_asked_with_the_account_of_the_node(tmp_path):
    board = Board(tmp_path)
    examine(board.machine())
    (asked,) = board.asked_hub
    assert (asked.host, asked.port, asked.user, asked.password) == ("hub.local", 1883, "red-heron", "uC3x-Rk9")


def test_a_command_is_safe_for_a_shell(tmp_path):
    """Names come from the machine: a file name is no command."""
    kind = all_kinds()["outbox_set_aside"]
    assert kind(file="/var/lib/highland/outbox/a b;reboot.db.broken-1").command == (
        "sudo rm '/var/lib/highland/outbox/a b;reboot.db.broken-1'"
    )


@pytest.mark.parametrize("fault", {fault.finds: fault for fault in FAULTS}.values(), ids=lambda fault: fault.finds)
def test_a_highland_command_that_is_recommended_is_one_that_there_is(fault, tmp_path):
    from importlib import import_module

    from messages import Say
    from messages.arguments import Parser

    kind = all_kinds()[fault.finds]
    if kind.command.startswith("highland "):
        name, *words = kind.command.format_map(defaultdict(lambda: "gas")).split()[1:]
        command = import_module(f"highland.{name}")
        parser = Parser(f"highland {name}", command.HELP, Say("en"))
        command.add_arguments(parser)
        parser.parse_args(words)


@pytest.mark.parametrize(
    ("rights", "may"),
    [
        (Rights(0, 986, 0o660), True),
        (Rights(0, 986, 0o640), False),
        (Rights(0, 0, 0o660), False),
        (Rights(0, 0, 0o666), True),
        (Rights(1000, 0, 0o600), True),
        (Rights(1000, 986, 0o060), False),  # the owner's rights count, not the group's
    ],
)
def test_rights_are_those_of_owner_then_group_then_others(rights, may):
    assert User("pupil", 1000, frozenset({986})).may_use(rights) is may


def test_a_program_that_is_not_there_is_not_looked_at():
    with pytest.raises(NotLookedAt) as seen:
        run_limited(["highland-has-no-such-program"])
    assert seen.value.reason.key == "doctor.no_program"


def test_a_running_project_s_outbox_is_counted_by_its_tally(tmp_path):
    """It holds the outbox itself: opening it would fail, and must change nothing."""
    board = Board(tmp_path)
    box = Outbox(tmp_path / "var/lib/highland/outbox/red-heron.db")
    box.add([PendingRecord(board.now_s, 60.0, False, b"{}") for _ in range(1500)])
    try:
        with board.running():
            report = examine(board.machine(), [check for check in CHECKS if check.key == "outbox"])
    finally:
        box.close()
    assert kinds(report) == {"outbox_waits"}
    assert report.findings[0].values["count"] >= 1500


@pytest.mark.parametrize(("upper", "forgets"), [("tmpfs", True), ("ext4", False)])
def test_an_overlay_forgets_only_where_its_upper_folder_is_in_memory(upper, forgets, tmp_path):
    board = Board(tmp_path)
    overlay = f"x /media/rw {upper} rw 0 0\noverlay / overlay rw,lowerdir=/media/ro,upperdir=/media/rw/upper 0 0\n"
    board.write("proc/mounts", overlay)
    with board.running():
        assert kinds(examine(board.machine())) == ({"card_forgets"} if forgets else set())
