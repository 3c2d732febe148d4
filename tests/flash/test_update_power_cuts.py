"""The power is cut at every moment of an update: afterward the board runs the old or the new release, and well."""

import os
from contextlib import suppress

import pytest

from flash.releases import confirm
from flash.releases.confirm import failed
from tests.flash.played_board import FALLS, NEVER_READY, POWER, PROJECT, WELL, PlayedBoard, PowerCut, small_bundle

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a board has links and locks")
OLD, NEW, OLDER = small_bundle("# old"), small_bundle("# new"), small_bundle("# older")
OLD_ID, NEW_ID, OLDER_ID = (each.manifest.release for each in (OLD, NEW, OLDER))
FEWEST = 20  # moments


def fresh_board(root, new_does):
    """It runs the old release, knows one before, and has the stick with the new one."""
    (root / "var/lib/highland").mkdir(parents=True)
    board = PlayedBoard(root, {OLD_ID: WELL, OLDER_ID: WELL, NEW_ID: new_does})
    board.has(OLD)
    board.has(OLDER)
    confirm.point(root, "current", OLD_ID)
    confirm.point(root, "previous", OLDER_ID)
    board.boot()
    return board


def updated_until(board, stick, cut_at=None):
    """An update whose power is cut at a moment; how many moments it had until then."""
    with POWER.watching(board.root, cut_at), suppress(PowerCut):
        board.update().from_bundle(stick)
    return POWER.count


def after_a_reboot(board, cut_at=None):
    """The board as it is after the power came back; it may be cut again while it starts."""
    again = PlayedBoard(board.root, board.behaves)
    with POWER.watching(board.root, cut_at), suppress(PowerCut):
        again.boot()
    return again


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch):
    """Thousands of waits for a disk that is not cut off."""
    monkeypatch.setattr("os.fsync", lambda _: None)


@pytest.fixture
def stick(tmp_path):
    NEW.write(tmp_path / "new.tar.gz")
    return tmp_path / "new.tar.gz"


@pytest.mark.examples(1)
@pytest.mark.parametrize("new_does", [WELL, pytest.param(NEVER_READY, marks=pytest.mark.long), FALLS])
def test_at_every_moment(tmp_path, stick, new_does):
    moments = updated_until(fresh_board(tmp_path / "whole", new_does), stick)
    assert moments >= FEWEST
    for cut_at in range(1, moments + 1):
        board = fresh_board(tmp_path / str(cut_at), new_does)
        updated_until(board, stick, cut_at)
        board = after_a_reboot(board)
        assert board.runs_well, f"cut at {cut_at} of {moments}: {board.running} does not run well"
        assert board.running in ({OLD_ID, NEW_ID} if new_does == WELL else {OLD_ID})
        assert confirm.trial_of(board.root) is None
        assert confirm.pointed(board.root, "previous") == (OLD_ID if board.running == NEW_ID else OLDER_ID)
        if board.running == OLD_ID:  # and the same update may be done again
            ending = board.update().from_bundle(stick)
            assert (ending.trouble is None) is (new_does == WELL)
        assert board.runs_well
        assert confirm.pointed(board.root, "previous") == (OLD_ID if board.running == NEW_ID else OLDER_ID)


@pytest.mark.long
def test_cut_again_while_the_board_starts(tmp_path, stick):
    """At every moment of settling, after a cut at every moment of the switch."""
    moments = updated_until(fresh_board(tmp_path / "whole", FALLS), stick)
    twice = 0
    for cut_at in range(1, moments + 1):
        for again_at in range(1, 30):
            board = fresh_board(tmp_path / f"{cut_at}-{again_at}", FALLS)
            updated_until(board, stick, cut_at)
            after_a_reboot(board, again_at)
            over = POWER.count < again_at
            board = after_a_reboot(board)
            assert board.runs_well
            assert board.running == OLD_ID
            if over:
                break
            twice += 1
    assert twice >= FEWEST


def test_a_crash_loop_after_the_update_itself_was_killed_is_taken_back(tmp_path, stick):
    """No power cut: somebody killed the update. systemd gives the new release up, and calls highland-recover."""
    found = 0
    moments = updated_until(fresh_board(tmp_path / "whole", NEVER_READY), stick)
    for cut_at in range(1, moments + 1):
        board = fresh_board(tmp_path / str(cut_at), NEVER_READY)
        updated_until(board, stick, cut_at)
        if board.state == "failed" and confirm.pointed(board.root, "current") == NEW_ID:
            found += 1
            before_s = board.clock.now_s
            failed(board.root, PROJECT, board.systemctl, board.clock.sleep)
            assert board.runs_well
            assert board.running == OLD_ID
            assert board.clock.now_s == before_s  # at once
    assert found > 0


def test_a_project_that_fails_without_a_trial_begins_again_after_a_minute(tmp_path):
    board = fresh_board(tmp_path / "board", WELL)
    board.behaves[OLD_ID] = NEVER_READY
    board.systemctl("start")
    board.behaves[OLD_ID] = WELL
    failed(board.root, PROJECT, board.systemctl, board.clock.sleep)
    assert board.clock.now_s == 60.0
    assert board.runs_well


def test_a_project_that_a_person_stopped_meanwhile_stays_stopped(tmp_path):
    board = fresh_board(tmp_path / "board", WELL)
    board.systemctl("stop")
    failed(board.root, PROJECT, board.systemctl, board.clock.sleep)
    assert board.state == "inactive"


@pytest.mark.parametrize("lost", ["current", "current and previous"])
def test_a_lost_link_is_mended_at_boot(tmp_path, lost):
    board = fresh_board(tmp_path / "board", WELL)
    for name in lost.split(" and "):
        (board.root / confirm.HOME / name).unlink()
    assert after_a_reboot(board).runs_well


def test_boot_leaves_an_update_that_is_at_work_alone(tmp_path):
    board = fresh_board(tmp_path / "board", WELL)
    board.has(NEW)
    with confirm.only_one(board.root, wait=False):
        confirm.begin_trial(board.root, {"new": NEW_ID, "old": OLD_ID, "previous": None, "project": PROJECT})
        confirm.point(board.root, "current", NEW_ID)
        confirm.boot(board.root)
        assert confirm.pointed(board.root, "current") == NEW_ID


def test_a_third_release_that_somebody_installed_is_left_in_use(tmp_path):
    board = fresh_board(tmp_path / "board", WELL)
    confirm.begin_trial(board.root, {"new": NEW_ID, "old": OLD_ID, "previous": None, "project": PROJECT})
    confirm.point(board.root, "current", OLDER_ID)
    confirm.boot(board.root)
    assert confirm.pointed(board.root, "current") == OLDER_ID
    assert confirm.trial_of(board.root) is None
