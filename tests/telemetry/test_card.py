"""A card that goes back in time, is copied or is damaged: no number is given twice, and what is lost is counted."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from devices import HighlandError
from telemetry.address import address_of
from telemetry.card.damage import Counted, Gone, Tally
from telemetry.card.machine import is_another, this_machine
from telemetry.card.mending import open_outbox
from telemetry.card.outbox import Outbox, PendingRecord
from telemetry.courier import Courier
from telemetry.envelope import Times
from telemetry.home import claim


def new(*texts: str) -> list[PendingRecord]:
    return [PendingRecord(1000.0, 5.0, False, text.encode()) for text in texts]


def keys(outbox: Outbox) -> set[tuple[str, int]]:
    return {(row.epoch, row.seq) for row in outbox.after(0, 10_000)}


def texts(outbox: Outbox) -> list[str]:
    return [row.body.decode() for row in outbox.after(outbox.acked, 10_000)]


def image_of(file: Path, name: str) -> Path:
    """A copy of the card, made while the program runs."""
    folder = file.parent / name
    folder.mkdir()
    for part in file.parent.glob(f"{file.name}*"):
        shutil.copy(part, folder)
    return folder / file.name


def test_an_older_image_written_back_gives_no_number_twice(tmp_path):
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("a", "b"))
        image = image_of(outbox.file, "image")
        outbox.add(new("c", "d"))
        before = keys(outbox)
    with closing(Outbox(image)) as again:
        again.add(new("e", "f"))
        assert texts(again) == ["a", "b", "e", "f"]
        assert {row.body for row in again.after(0, 9) if (row.epoch, row.seq) in before} == {b"a", b"b"}


def test_two_boards_with_copies_of_one_card_share_only_what_was_on_it(tmp_path):
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("a"))
        copy = image_of(outbox.file, "copy")
    with closing(Outbox(tmp_path / "a.db")) as one, closing(Outbox(copy)) as two:
        one.add(new("one"))
        two.add(new("two"))
        assert {seq for _, seq in keys(one) & keys(two)} == {1}


def test_a_mark_beyond_the_newest_number_is_of_somebody_else_and_what_waits_is_numbered_anew(tmp_path):
    """A copy of a running computer goes on with the same epoch: only the hub can see that."""
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("a", "b"))
        outbox.ack(outbox.epoch, 1)
        epoch = outbox.epoch
        assert not outbox.ack(epoch, 900)
        outbox.add(new("c"))
        assert outbox.epoch != epoch
        assert [(row.epoch, row.body) for row in outbox.after(outbox.acked, 9)] == [
            (outbox.epoch, b"b"),
            (outbox.epoch, b"c"),
        ]
        assert outbox.ack(outbox.epoch, outbox.newest)
        assert outbox.waiting == 0


def test_the_marks_of_two_openings_are_kept_apart(tmp_path):
    """An event of this run is at the hub before the backlog of the run before."""
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("a", "b"))
        before = outbox.epoch
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("c"))
        assert not outbox.ack(outbox.epoch, 3)
        assert texts(outbox) == ["a", "b", "c"]
        assert outbox.ack(before, 1)
        assert texts(outbox) == ["b", "c"]
        assert outbox.ack(before, 2)
        assert (texts(outbox), outbox.waiting) == ([], 0)


def test_a_mark_that_the_twin_of_an_older_opening_carried_on_frees_no_row_of_this_one(tmp_path):
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("a", "b"))
        before = outbox.epoch
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("c", "d"))
        assert outbox.ack(before, 900)
        outbox.add(new("e"))
        assert (texts(outbox), outbox.waiting, outbox.acked) == (["c", "d", "e"], 3, 2)


def test_an_older_run_whose_last_rows_were_thinned_holds_up_nothing(tmp_path):
    with closing(Outbox(tmp_path / "a.db", max_rows=8)) as outbox:
        outbox.add(new(*"abcd"))
        before = outbox.epoch
    with closing(Outbox(tmp_path / "a.db", max_rows=8)) as outbox:
        for number in range(6):
            outbox.add(new(str(number)))
        old = [row.seq for row in outbox.after(0, 99) if row.epoch == before]
        assert old[-1] < 4
        outbox.ack(before, old[-1])
        outbox.ack(outbox.epoch, outbox.newest)
        assert outbox.waiting == 0


@pytest.mark.parametrize("spoil", ["cut", "damaged"])
def test_a_log_that_lost_its_end_is_counted_and_its_numbers_are_said(tmp_path, spoil):
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("a"))
        image = image_of(outbox.file, "image")
        whole = image.with_name("a.db-wal").stat().st_size
        for text in "bcde":
            outbox.add(new(text))
        epoch = outbox.epoch
        for part in tmp_path.glob("a.db*"):
            shutil.copy(part, image.parent)
    log = image.with_name("a.db-wal")
    if spoil == "cut":
        os.truncate(log, whole)
    else:
        with log.open("r+b") as opened:
            opened.seek(whole + 100)
            opened.write(b"\xff" * 50)
    with closing(Outbox(image)) as again:
        assert again.found_gone == again.gone == [Gone(epoch, 2, 5)]
        again.add(new("f"))
        assert [(row.seq, row.body) for row in again.after(0, 9)] == [(1, b"a"), (6, b"f")]
        again.ack(epoch, 5)
        assert again.ack(again.epoch, 6)
        assert again.waiting == 0
    with closing(Outbox(image)) as later:
        assert (later.found_gone, later.gone) == ([], [Gone(epoch, 2, 5)])


def test_what_the_hub_has_is_not_called_lost(tmp_path):
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("a"))
        image = image_of(outbox.file, "image")
        outbox.add(new("b"))
        outbox.ack(outbox.epoch, 2)
        outbox.add(new("c"))
        shutil.copy(tmp_path / "a.db-tally", image.parent)
        epoch = outbox.epoch
    with closing(Outbox(image)) as again:
        assert again.gone == [Gone(epoch, 3, 3)]


def pages(file: Path) -> list[bytearray]:
    raw = bytearray(file.read_bytes())
    return [raw[at : at + 1024] for at in range(0, len(raw), 1024)]


@pytest.mark.parametrize("where", [(0.0,), (0.5,), (0.99,), (0.2, 0.8), (0.0, 0.99)])
def test_what_can_be_read_of_a_damaged_file_goes_on_and_the_rest_is_counted(tmp_path, where):
    """A leaf of two or three rows hides none of those before, behind and between."""
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        for number in range(40):
            outbox.add([PendingRecord(1.0, 1.0, False, b"%d" % number + os.urandom(300))])
        epoch = outbox.epoch
    found = pages(tmp_path / "a.db")
    leaves = [each for each in found[8:] if each[0] == 13]  # of the table; the first ones are of others
    for share in where:
        leaves[int(share * len(leaves))][:] = b"\xff" * 1024
    (tmp_path / "a.db").write_bytes(b"".join(found))
    outbox, aside = open_outbox(tmp_path / "a.db")
    kept = [row.seq for row in outbox.after(0, 99)]
    lost = [number for each in outbox.gone for number in range(each.first, each.last + 1)]
    assert aside is not None
    assert 0 < len(lost) <= 3 * len(where)
    assert sorted(kept + lost) == list(range(1, 41))
    assert {row.epoch for row in outbox.after(0, 99)} == {epoch} == {each.epoch for each in outbox.gone}
    outbox.close()


def test_damage_that_only_the_reader_of_one_row_would_meet_is_found_at_the_opening(tmp_path):
    """The chain of pages of a long row is broken: unnoticed it would hold up all that waits, for ever."""
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        for number in range(9):
            outbox.add([PendingRecord(1.0, 1.0, False, b"%d" % number + os.urandom(3000))])
        epoch = outbox.epoch
    found = pages(tmp_path / "a.db")
    chained = [each for each in found[8:] if 0 < int.from_bytes(each[:4], "big") <= len(found)]
    chained[len(chained) // 2][:4] = b"\x00\xff\xff\xff"
    (tmp_path / "a.db").write_bytes(b"".join(found))
    outbox, aside = open_outbox(tmp_path / "a.db")
    kept = [row.seq for row in outbox.after(0, 99)]
    assert aside is not None
    (gone,) = outbox.gone
    assert gone == Gone(epoch, gone.first, gone.first)
    assert sorted([*kept, gone.first]) == list(range(1, 10)), "the rows beside it are whole"
    outbox.close()


def test_a_damaged_log_takes_records_of_one_run_at_most(tmp_path):
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("a", "b"))
        image = image_of(outbox.file, "image")  # killed here: all is in the log
    with closing(Outbox(image)) as again:
        again.add(new("c"))
        second = image_of(image, "second")
    second.with_name("a.db-wal").write_bytes(b"")
    with closing(Outbox(second)) as last:
        assert texts(last) == ["a", "b"]
        assert [(each.first, each.last) for each in last.gone] == [(3, 3)]


def test_a_tally_that_the_card_has_changed_is_not_believed(tmp_path):
    """A wrong digit in it would call records lost that never were."""
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("a", "b"))
    tally = tmp_path / "a.db-tally"
    said = tally.read_bytes()
    for at in range(len(said) - 1):
        tally.write_bytes(said[:at] + bytes([said[at] ^ 1]) + said[at + 1 :])
        assert Tally(tmp_path / "a.db").read() is None
    tally.write_bytes(said)
    assert Tally(tmp_path / "a.db").read() == Counted(outbox.epoch, 2, 0)


def test_what_is_written_is_on_the_card_before_it_is_sent(tmp_path):
    """sqlite's FULL: each commit waits for fsync, so that a power cut gives no number twice."""
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        assert outbox._db.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_row_that_cannot_be_read_is_counted_and_does_not_hold_up_the_others(tmp_path):
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        outbox.add(new("a", "b", "c"))
        epoch = outbox.epoch
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        db.execute("UPDATE rows SET body = x'00' WHERE seq = 2")
        db.commit()
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        assert texts(outbox) == ["a", "c"]
        assert outbox.gone == [Gone(epoch, 2, 2)]


def board(root: Path, serial: str = "", sockets: tuple[str, ...] = ()) -> frozenset[str]:
    """The computer that has this below its root folder."""
    if serial:
        (root / "proc/device-tree").mkdir(parents=True)
        (root / "proc/device-tree/serial-number").write_bytes(serial.encode() + b"\0")
    for number, address in enumerate(sockets):
        (root / f"sys/class/net/eth{number}/device").mkdir(parents=True)
        (root / f"sys/class/net/eth{number}/address").write_text(address + "\n")
    return this_machine(root)


def test_a_card_notices_that_it_is_in_another_board(tmp_path):
    one, two = board(tmp_path / "1", "10000000abc"), board(tmp_path / "2", "10000000abd")
    for machine, is_moved in ((one, False), (one, False), (two, True), (two, False)):
        with closing(Outbox(tmp_path / "a.db", machine=machine)) as outbox:
            assert outbox.is_moved is is_moved


def test_a_new_network_stick_does_not_make_another_computer(tmp_path):
    one = board(tmp_path / "1", sockets=("b8:27:eb:00:00:01", "00:00:00:00:00:00"))
    same = board(tmp_path / "2", sockets=("b8:27:eb:00:00:01", "00:e0:4c:00:00:02"))
    other = board(tmp_path / "3", sockets=("00:e0:4c:00:00:03",))
    kept = " ".join(one)
    assert [is_another(kept, each) for each in (one, same, other, frozenset())] == [False, False, True, False]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_only_its_owner_can_read_an_outbox(tmp_path):
    _, outbox, _ = claim(tmp_path / "home", "red-heron", simulated=False)
    outbox.add(new("a"))
    made = [tmp_path / "home/outbox", *(tmp_path / "home/outbox").iterdir()]
    assert len(made) == 4  # with its log and its tally
    assert {each.name for each in made if each.stat().st_mode & 0o077} == set()
    outbox.close()


def test_an_outbox_that_others_could_read_is_hidden_when_it_is_opened(tmp_path):
    (tmp_path / "a.db").touch(mode=0o644)
    with closing(Outbox(tmp_path / "a.db")):
        assert not (tmp_path / "a.db").stat().st_mode & 0o077


@pytest.fixture
def full_card(tmp_path):
    """A folder in which nothing can be made, also by root."""
    (tmp_path / "outbox").write_text("no folder")
    return tmp_path


def test_a_real_board_runs_without_a_card_and_says_so(full_card):
    name, outbox, _ = claim(full_card, "red-heron", simulated=False)
    assert name == "red-heron"
    assert "outbox" in outbox.trouble
    outbox.add(new("a", "b"))
    assert texts(outbox) == ["a", "b"]
    assert outbox.ack(outbox.epoch, 2)
    outbox.close()
    with pytest.raises(HighlandError, match="cannot be opened"):
        claim(full_card, "sim-red-heron", simulated=True)


def test_it_goes_to_the_card_when_that_can_be_used_again(full_card):
    _, outbox, _ = claim(full_card, "red-heron", simulated=False)
    said, now_s = [], [1000.0]
    times = Times(mono=lambda: now_s[0], wall=lambda: 1_800_000_000.0)
    courier = Courier(address_of("mqtt://localhost"), "red-heron", outbox, times=times, notify=said.append)
    outbox.add(new("a", "b"))
    courier._keep()
    assert (courier.waiting, said) == (2, [])
    courier._sent = 77
    (full_card / "outbox").unlink()
    courier._keep()  # not every turn
    assert said == []
    now_s[0] += 60.0
    courier._keep()
    assert [each.key for each in said] == ["mqtt.card_back"]
    assert courier._sent == courier._outbox.acked, "all of it is to be sent, under its new numbers"
    assert courier.waiting == 2
    courier._outbox.close()
    with closing(Outbox(full_card / "outbox" / "red-heron.db")) as on_card:
        assert texts(on_card) == ["a", "b"]
