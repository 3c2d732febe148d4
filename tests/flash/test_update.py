"""`highland update`: a newer release is proven before the old one goes, and comes off again when it fails."""

import json
import os

import pytest

from flash.bundle.manifest import BundleError
from flash.releases import confirm
from flash.releases.health import FELL, NOT_READY
from flash.releases.health import SILENT as NO_TURNS
from flash.releases.update import UpdateError
from tests.flash.played_board import FALLS, NEVER_READY, PROJECT, SILENT, WELL, PlayedBoard, small_bundle
from tests.highland.conftest import english_computer, highland  # noqa: F401  # fixtures

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a board has links and locks")
OLD, NEW, OLDER = small_bundle("# old"), small_bundle("# new"), small_bundle("# older")
OLD_ID, NEW_ID, OLDER_ID = (each.manifest.release for each in (OLD, NEW, OLDER))


@pytest.fixture
def board(tmp_path):
    """It runs the old release; the new one behaves well, unless a test says otherwise."""
    root = tmp_path / "root"
    (root / "var/lib/highland").mkdir(parents=True)
    board = PlayedBoard(root, {OLD_ID: WELL, NEW_ID: WELL, OLDER_ID: WELL})
    board.has(OLD)
    confirm.point(root, "current", OLD_ID)
    board.boot()
    return board


@pytest.fixture
def stick(tmp_path):
    """Write a bundle as if onto a stick."""

    def write(bundle):
        bundle.write(tmp_path / "stick.tar.gz")
        return tmp_path / "stick.tar.gz"

    return write


def events(board):
    lines = (board.root / confirm.RECORDS).read_text(encoding="utf-8").splitlines()
    return [(each["event"], each["new"]) for each in map(json.loads, lines)]


def in_use(board):
    return confirm.pointed(board.root, "current"), confirm.pointed(board.root, "previous")


def test_a_release_that_works_stays_and_the_old_one_is_kept(board, stick):
    calibration = board.root / "var/lib/highland/gas_alarm/calibration.toml"
    calibration.parent.mkdir()
    calibration.write_text("[gas]\n", encoding="utf-8")
    ending = board.update().from_bundle(stick(NEW))
    assert ending.trouble is None
    assert in_use(board) == (NEW_ID, OLD_ID)
    assert board.running == NEW_ID
    assert events(board) == [("updated", NEW_ID)]
    assert confirm.trial_of(board.root) is None
    assert calibration.read_text(encoding="utf-8") == "[gas]\n"
    assert not [each for each in confirm.releases(board.root).iterdir() if each.name.startswith(".")]


def test_the_old_program_ends_before_the_link_is_changed(board, stick):
    """So that its own release switches its outputs off: another release may name other pins."""
    seen = []
    run = board._run

    def watched(words, at_most_s):
        if words[:2] == ["systemctl", "stop"]:
            seen.append(in_use(board)[0])
        return run(words, at_most_s)

    board._run = watched
    board.behaves[NEW_ID] = FALLS
    board.update().from_bundle(stick(NEW))
    assert seen == [OLD_ID, NEW_ID]


@pytest.mark.parametrize(
    ("does", "trouble"), [(NEVER_READY, NOT_READY), (FALLS, FELL), (SILENT, NO_TURNS(seconds=60.0))]
)
def test_a_release_that_fails_is_taken_back_with_its_last_words(board, stick, does, trouble):
    board.behaves[NEW_ID] = does
    ending = board.update().from_bundle(stick(NEW))
    assert ending.trouble == trouble
    assert ending.journal == ("All is well.", "[2JZeroDivisionError in control.py")  # no control character
    assert ending.back
    assert in_use(board) == (OLD_ID, None)
    assert board.runs_well
    assert events(board) == [("taken_back", NEW_ID)]


def test_one_that_fails_after_others_leaves_the_way_back_as_it_was(board, stick):
    board.update().from_bundle(stick(NEW))
    board.behaves[OLDER_ID] = FALLS
    board.update().from_bundle(stick(OLDER))
    assert in_use(board) == (NEW_ID, OLD_ID)


def test_only_two_releases_are_kept(board, stick):
    for bundle in (NEW, OLDER):
        board.update().from_bundle(stick(bundle))
    assert in_use(board) == (OLDER_ID, NEW_ID)
    assert sorted(each.name for each in confirm.releases(board.root).iterdir()) == sorted([OLDER_ID, NEW_ID])


def test_back_and_forth_by_hand(board, stick):
    board.update().from_bundle(stick(NEW))
    assert board.update().back().trouble is None
    assert in_use(board) == (OLD_ID, NEW_ID)
    board.update().back()
    assert in_use(board) == (NEW_ID, OLD_ID)


def test_without_a_release_before_there_is_no_back(board):
    with pytest.raises(UpdateError) as refused:
        board.update().back()
    assert refused.value.message.key == "update.no_back"


def test_the_release_in_use_is_not_installed_again(board, stick):
    assert board.update().from_bundle(stick(OLD)) is None
    assert not any(command.startswith("sh ") for command in board.commands)


REFUSED = {
    "another project": (small_bundle("#", project="solar_lamp"), "update.other_project"),
    "another machine": (small_bundle("#", machine="riscv64"), "update.other_machine"),
    "another Python": (small_bundle("#", pythons=("3.10",)), "update.other_python"),
}


@pytest.mark.parametrize(("bundle", "key"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bundle_for_another_board_is_refused_and_nothing_is_touched(board, stick, bundle, key):
    with pytest.raises(UpdateError) as refused:
        board.update().from_bundle(stick(bundle))
    assert refused.value.message.key == key
    assert in_use(board) == (OLD_ID, None)
    assert [command for command in board.commands if "show" not in command] == []
    assert [each.name for each in confirm.releases(board.root).iterdir()] == [OLD_ID]


def test_a_damaged_bundle_is_refused_before_its_installer_is_called(board, stick):
    file = stick(NEW)
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(BundleError):
        board.update().from_bundle(file)
    assert not any(command.startswith("sh ") for command in board.commands)
    assert [each.name for each in confirm.releases(board.root).iterdir()] == [OLD_ID]


def test_a_release_whose_law_does_not_fit_is_never_switched_on(board, stick):
    board.fits = False
    with pytest.raises(UpdateError) as refused:
        board.update().from_bundle(stick(NEW))
    assert refused.value.message.values["reason"] == "There is no driver vlave"
    assert board.running == OLD_ID
    assert not any("stop" in command for command in board.commands)


def test_a_reason_comes_in_the_readers_language(board, stick):
    from dataclasses import replace

    replace(board.update(), lang="vi").from_bundle(stick(NEW))
    asked = [command for command in board.commands if command.startswith(("sh ", "runuser"))]
    assert len(asked) == 2
    assert all(command.endswith("--lang vi") for command in asked)


def test_a_project_that_somebody_stopped_is_not_started_by_an_update(board, stick):
    board.systemctl("stop", "highland@gas_alarm.service")
    with pytest.raises(UpdateError) as refused:
        board.update().from_bundle(stick(NEW))
    assert refused.value.message.key == "update.stopped"
    assert board.state == "inactive"


def test_two_updates_at_once_are_refused(board, stick):
    with confirm.only_one(board.root, wait=False), pytest.raises(UpdateError) as refused:
        board.update().from_bundle(stick(NEW))
    assert refused.value.message.key == "update.at_work"


def test_an_update_that_is_broken_off_with_ctrl_c_goes_back(board, stick):
    def interrupted(_):
        raise KeyboardInterrupt

    board.clock.sleep = interrupted
    with pytest.raises(KeyboardInterrupt):
        board.update().from_bundle(stick(NEW))
    assert in_use(board) == (OLD_ID, None)
    assert board.runs_well


def test_a_link_of_the_services_user_is_not_written_through(board, stick):
    """The folder of the records is that user's: root must not follow what it puts there."""
    precious = board.root / "precious"
    precious.write_text("keep", encoding="utf-8")
    (board.root / confirm.RECORDS).symlink_to(precious)
    assert board.update().from_bundle(stick(NEW)).trouble is None
    assert precious.read_text(encoding="utf-8") == "keep"
    (board.root / confirm.RECORDS).unlink()
    os.link(precious, board.root / confirm.RECORDS)
    board.update().back()
    assert precious.read_text(encoding="utf-8") == "keep"


class TestTheList:
    def test_in_english_and_vietnamese(self, board, stick, highland):  # noqa: F811
        board.behaves[NEW_ID] = NEVER_READY
        board.update().from_bundle(stick(NEW))
        said = highland("update", "--list", "--root", board.root)
        assert said.code == 0
        assert f"{OLD_ID}  {PROJECT}, Highland 0.2.0, came on " in said.out
        assert f"the release {NEW_ID} was taken back: it did not start" in said.out
        assert "ZeroDivisionError in control.py" in said.out
        vietnamese = highland("update", "--list", "--root", board.root, "--lang", "vi").out
        assert f"bản {NEW_ID} bị lùi lại: nó không khởi động được" in vietnamese

    def test_what_the_services_user_wrote_there_cannot_move_the_terminal(self, board, highland):  # noqa: F811
        lines = ['{"event": "updated", "new": "\\u001b[2J", "at": 7}', '{"event": ["x"]}', '{"ha', "[]", "\x00"]
        lines.append("[" * 9999)
        (board.root / confirm.RECORDS).write_text("\n".join(lines), encoding="utf-8")
        said = highland("update", "--list", "--root", board.root)
        assert said.code == 0
        assert "\x1b" not in said.out

    def test_without_a_release(self, tmp_path, highland):  # noqa: F811
        said = highland("update", "--list", "--root", tmp_path)
        assert (said.code, said.out) == (0, "No release of Highland is installed on this computer.\n")


def test_the_command_needs_something_to_do(highland):  # noqa: F811
    assert highland("update").code == 2


def test_only_root_may_change_the_system(highland, monkeypatch):  # noqa: F811
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    said = highland("update", "x.tar.gz")
    assert said.code == 2
    assert said.err.endswith("Type it again with `sudo` before it.\n")
