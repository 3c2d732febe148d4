"""An outbox that breaks while it is open: what can be read is sent, what is new is kept, what is lost is counted."""

import os
import sqlite3
from contextlib import closing

import pytest

from telemetry.address import address_of
from telemetry.card import keeper as keeping
from telemetry.card.damage import Counted, Gone, Tally, gone_of, numbers_in, rescue, text_of
from telemetry.card.keeper import Keeper
from telemetry.card.mending import mended, open_outbox
from telemetry.card.outbox import Outbox, OutboxError, PendingRecord, is_damage
from telemetry.courier import Courier
from telemetry.envelope import Times

LONG = 3000  # bytes that do not shrink: a chain of pages


class Clock:
    """Time goes on when somebody says so."""

    def __init__(self):
        self.now_s = 1000.0

    def times(self):
        return Times(mono=lambda: self.now_s, wall=lambda: 1_800_000_000.0 + self.now_s, sure=lambda ts: True)


def record(name: str = "", event: bool = False) -> PendingRecord:
    return PendingRecord(1.0, 1.0, event, name.encode() + os.urandom(LONG))


def filled(file, count: int = 9, *, ends: int = 0, **how) -> Outbox:
    """With so many rows of chains, after so many openings."""
    for _ in range(ends):
        with closing(Outbox(file, **how)) as before:
            before.add([record(), record()])
    outbox = Outbox(file, **how)
    outbox.add([record() for _ in range(count)])
    return outbox


def spoil(outbox: Outbox, share: float = 0.5) -> None:
    """One page of a long row points nowhere, under the feet of the open outbox."""
    outbox._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = bytearray(outbox.file.read_bytes())
    found = [raw[at : at + 1024] for at in range(0, len(raw), 1024)]
    chained = [n for n, each in enumerate(found) if n >= 8 and 0 < int.from_bytes(each[:4], "big") <= len(found)]
    at = 1024 * chained[int(share * len(chained))]
    with outbox.file.open("r+b") as opened:
        opened.seek(at)
        opened.write(b"\x00\xff\xff\xff")
    outbox._db.execute("PRAGMA shrink_memory")  # else it reads what it has in memory


def numbers(outbox: Outbox) -> list[int]:
    return [row.seq for row in outbox.after(outbox.acked, 1000)]


def lost(outbox: Outbox) -> list[int]:
    return [number for each in outbox.gone for number in range(each.first, each.last + 1)]


def refused_by(outbox: Outbox) -> OutboxError:
    with pytest.raises(OutboxError) as caught:
        outbox.after(0, 1000)
    return caught.value


def keeper_of(outbox: Outbox, clock: Clock) -> tuple[Keeper, list]:
    said = []
    return Keeper(outbox, clock.times(), said.append), said


def test_the_sending_goes_on_without_the_row_that_broke_and_says_which(tmp_path):
    clock, outbox = Clock(), filled(tmp_path / "a.db")
    epoch = outbox.epoch
    keeper, said = keeper_of(outbox, clock)
    keeper.new(record("new"))
    spoil(outbox)
    assert keeper.refuse(refused_by(outbox)), "there is another outbox now"
    assert [each.key for each in said] == ["outbox.set_aside", "mqtt.card_lost"]
    assert said[1].values["count"] == 1
    assert sorted(numbers(keeper.outbox) + lost(keeper.outbox)) == list(range(1, 10))
    assert {row.epoch for row in keeper.outbox.after(0, 99)} == {epoch} != {keeper.outbox.epoch}
    clock.now_s += 60.0
    assert keeper.save(), "what was in memory goes on the card"
    assert (keeper.outbox.newest, keeper.lost, keeper.unwritten) == (10, 0, 0)
    assert (tmp_path / "a.db.broken-1").exists()
    keeper.outbox.close()


def test_the_age_of_what_waited_stays_known(tmp_path):
    """A board whose clock is not set sends how old a reading is: the steady clock of this program goes on."""
    outbox = filled(tmp_path / "a.db", ends=1)
    spoil(outbox, 0.99)
    again, _ = mended(outbox, on_card=True)
    lives = {row.seq: row.life in again.lives for row in again.after(0, 99)}
    assert [lives[1], lives[2], lives[3]] == [False, False, True]
    again.close()


def test_what_the_hub_has_by_now_is_not_called_lost_nor_sent_under_other_numbers(tmp_path):
    outbox = filled(tmp_path / "a.db")
    spoil(outbox, 0.0)
    assert outbox.ack(outbox.epoch, 8)
    epoch = outbox.epoch
    again, _ = mended(outbox, on_card=True)
    assert lost(again) == []
    assert (again.newest, again.after(8, 9)[0].epoch) == (9, epoch)
    again.close()


def test_what_was_lost_before_is_still_told_to_the_hub(tmp_path):
    outbox = filled(tmp_path / "a.db")
    spoil(outbox)
    again, _ = mended(outbox, on_card=True)
    first = set(again.gone)
    again.add([record() for _ in range(3)])
    spoil(again, 0.9)
    twice, _ = mended(again, on_card=True)
    assert first < set(twice.gone), "once, under the same epoch"
    assert sorted(numbers(twice) + lost(twice)) == list(range(1, 13))
    twice.close()


def test_on_a_card_that_takes_no_new_file_it_goes_on_in_memory_and_nothing_on_it_is_touched(tmp_path, monkeypatch):
    clock, outbox = Clock(), filled(tmp_path / "a.db", ends=1, machine=frozenset({"abc"}))
    keeper, said = keeper_of(outbox, clock)
    spoil(outbox)
    error = refused_by(outbox)
    outbox._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def full(*_, **__):
        raise PermissionError(30, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.replace", full)
        before = (tmp_path / "a.db").read_bytes()
        assert keeper.refuse(error)
    assert [each.key for each in said] == ["outbox.broken_card", "mqtt.card_lost"]
    assert (tmp_path / "a.db").read_bytes() == before
    assert list(tmp_path.glob("*.broken*")) == []
    in_memory = keeper.outbox
    assert sorted(numbers(in_memory) + lost(in_memory)) == list(range(1, 12))
    in_memory.add([record()])
    assert keeper.unwritten == 1, "the others stand on the card as well"
    clock.now_s += 60.0
    assert not keeper.return_to_card(may_have_sent=False), "older numbers may be on their way to the hub"
    for row in in_memory.after(0, 99):
        in_memory.ack(row.epoch, row.seq)
    assert keeper.return_to_card(may_have_sent=True)
    assert keeper.outbox.trouble == ""
    assert (keeper.outbox.machine, keeper.outbox.is_moved) == (frozenset({"abc"}), False)
    assert in_memory.lives <= keeper.outbox.lives
    keeper.outbox.close()


def test_a_new_file_that_cannot_be_written_leaves_the_damaged_one_where_the_next_start_finds_it(tmp_path, monkeypatch):
    outbox = filled(tmp_path / "a.db")
    spoil(outbox)
    outbox.close()
    before = (tmp_path / "a.db").read_bytes()

    def full(self, *_):
        (tmp_path / "a.db-wal").write_bytes(b"half")
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "_begin_life", full)
        with pytest.raises(OutboxError, match="full"):
            open_outbox(tmp_path / "a.db")
    assert (tmp_path / "a.db").read_bytes() == before
    log = tmp_path / "a.db-wal"
    assert not log.exists() or log.read_bytes() != b"half", "the log of another file would be read into it"
    again, aside = open_outbox(tmp_path / "a.db")
    assert aside is not None
    assert len(numbers(again)) == 8
    again.close()


def test_a_card_that_spoils_file_after_file_is_not_filled_with_them(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_MENDS", 1)
    clock, outbox = Clock(), filled(tmp_path / "a.db")
    keeper, said = keeper_of(outbox, clock)
    spoil(outbox)
    keeper.refuse(refused_by(outbox))
    spoil(keeper.outbox)
    keeper.refuse(refused_by(keeper.outbox))
    assert said[-2].key == "outbox.broken_card"
    assert len(list(tmp_path.glob("*.broken-?"))) == 1
    for row in keeper.outbox.after(0, 99):
        keeper.outbox.ack(row.epoch, row.seq)
    clock.now_s += 9e9
    assert not keeper.return_to_card(may_have_sent=True)
    keeper.outbox.close()


class Hub:
    """The client of a courier: what it published."""

    def __init__(self):
        self.sent = []

    def publish(self, topic, body, **_):
        self.sent.append(topic)
        return self

    def wait_for_publish(self, _):
        pass

    def disconnect(self):
        pass

    def loop_stop(self):
        pass


@pytest.mark.parametrize("when", ["sending", "taking"])
def test_the_couriers_thread_goes_on(tmp_path, when):
    """Also where the hub's mark makes it write: a mark of somebody else numbers all anew."""
    clock, said = Clock(), []
    outbox = Outbox(tmp_path / "a.db")
    outbox.add([PendingRecord(1.0, 1.0, False, BODY + b" " * n) for n in range(9)])
    courier = Courier(address_of("mqtt://localhost"), "red-heron", outbox, times=clock.times(), notify=said.append)
    courier._client, courier.connected = Hub(), True
    courier._handed.extend([1, 2, 3])  # on their way: the hub may not have them
    courier._sent, courier._heard_s = 3, clock.now_s
    broken = OutboxError("DatabaseError: malformed")
    broken.__cause__ = sqlite3.DatabaseError("malformed")

    def breaks(*_):
        courier._inbox.put(("stop", 0.0))
        raise broken

    setattr(outbox, "after" if when == "sending" else "ack", breaks)
    courier._inbox.put(("birth", None))  # else it waits for something
    if when == "taking":
        courier._inbox.put(("ack", (b'{"v":1,"epoch":"%s","seq":900}' % outbox.epoch.encode(), True)))
    courier._run()
    assert not courier.ended
    assert [each.key for each in said] == ["outbox.set_aside"]
    assert len([topic for topic in courier._client.sent if topic.endswith("telemetry")]) == 9
    with closing(Outbox(tmp_path / "a.db")) as again:
        assert numbers(again) == list(range(1, 10))


BODY = (
    b'{"clock":"sure","provenance":"real","project":"p","t_s":1.0,"kind":"reading","state":"OK","why":"ok",'
    b'"readings":{},"commanded":{}}'
)


@pytest.mark.parametrize(
    ("name", "is_broken"),
    [("SQLITE_IOERR_READ", True), ("SQLITE_FULL", False), ("SQLITE_BUSY", False), ("SQLITE_IOERR_WRITE", False)],
)
def test_a_sector_that_gives_an_error_is_damage_and_a_full_card_is_not(name, is_broken):
    error = OutboxError("disk I/O error")
    error.__cause__ = sqlite3.OperationalError("disk I/O error")
    error.__cause__.sqlite_errorname = name
    assert is_damage(error) is is_broken


def test_what_the_card_changed_within_a_row_holds_up_nothing(tmp_path):
    """A time that is none: no page is broken, and only the row itself shows it."""
    outbox = filled(tmp_path / "a.db", 3)
    outbox._db.execute("UPDATE rows SET mono = 'x' WHERE seq = 2")
    assert (numbers(outbox), lost(outbox)) == ([1, 3], [2])
    outbox._db.execute("UPDATE rows SET ts = x'00' WHERE seq = 1")
    outbox._db.execute("UPDATE rows SET seq = 4611686018427387904 WHERE seq = 3")
    outbox._db.execute("UPDATE lives SET epoch = 'nonsense'")
    outbox._db.execute("INSERT INTO gone VALUES ('nonsense', 1, 1)")
    outbox.close()
    found = rescue(tmp_path / "a.db", Tally(tmp_path / "a.db").read())
    assert (found.rows, found.lives) == ([], {})
    assert [each.first for each in found.gone] == [2]


def test_damage_where_there_is_no_file_is_a_card_that_refuses(tmp_path):
    outbox = Outbox(tmp_path / "a.db", trouble="no card")
    keeper, said = keeper_of(outbox, Clock())
    error = OutboxError("malformed")
    error.__cause__ = sqlite3.DatabaseError("malformed")
    assert not keeper.refuse(error)
    assert (keeper.outbox, [each.key for each in said]) == (outbox, ["mqtt.lost_card"])
    outbox.close()


@pytest.mark.parametrize(
    ("known", "seq", "gone"),
    [
        ([], 3, [(1, 3)]),
        ([(1, 1), (3, 3)], 3, [(2, 2)]),
        ([(5, 5)], 2, [(1, 2)]),
        ([(1, 2), (5, 5)], 2, []),  # an older tally says nothing of what came later
        ([(1, 9), (3, 4)], 9, []),
    ],
)
def test_gone_is_what_the_tally_knows_and_nobody_else(known, seq, gone):
    assert gone_of(Counted("e", seq, 0), known, 0) == [Gone("e", *each) for each in gone]


def test_what_was_thinned_out_of_a_full_outbox_is_not_called_lost_as_well(tmp_path):
    outbox = Outbox(tmp_path / "a.db", max_rows=8)
    for _ in range(14):
        outbox.add([record()])
    kept, dropped = set(numbers(outbox)), outbox.dropped
    assert dropped == 14 - len(kept) > 0
    spoil(outbox)
    assert is_damage(refused_by(outbox))
    again, aside = mended(outbox, on_card=True)
    assert aside is not None
    assert again.dropped == dropped
    assert set(lost(again)) == kept - set(numbers(again))
    assert len(lost(again)) + dropped + len(numbers(again)) == 14
    again.add([record(), record()])  # the new one goes on, and thins itself
    again.close()
    twice = Outbox(tmp_path / "a.db", max_rows=8)
    assert twice.dropped >= dropped
    assert set(lost(twice)) == set(lost(again))
    twice.close()


def test_numbers_come_back_from_their_text_and_none_from_a_damaged_one():
    assert numbers_in(text_of({3, 5, 7, 1000})) == {3, 5, 7, 1000}
    assert numbers_in(text_of(())) == numbers_in("") == numbers_in("00ff") == numbers_in("x") == frozenset()
    assert len(text_of(range(1, 200_000, 2))) < 2000
