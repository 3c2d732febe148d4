"""Nothing leaves the outbox before the hub has it, numbers never come twice, and a full one gives up readings only."""

import os
import signal
import sqlite3
import subprocess
import sys
import zlib
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from telemetry.card.mending import open_outbox
from telemetry.card.outbox import Outbox, OutboxError, PendingRecord


def new(text: str = "x", event: bool = False) -> PendingRecord:
    return PendingRecord(1000.0, 5.0, event, text.encode())


def ack(outbox: Outbox, seq: int) -> bool:
    """The hub has all up to this number, of whatever epoch."""
    marks = {row.epoch: row.seq for row in outbox.after(0, 10_000) if row.seq <= seq}
    moved = [outbox.ack(epoch, mark) for epoch, mark in marks.items()]
    return any(moved)


def texts(outbox: Outbox, after: int = 0) -> list[str]:
    return [row.body.decode() for row in outbox.after(after, 10_000)]


def opened(file: Path, max_rows: int = 1000) -> Outbox:
    return Outbox(file, max_rows)


def test_what_was_added_is_there_after_a_restart_and_numbered_on(tmp_path):
    first = opened(tmp_path / "a.db")
    first.add([new("a"), new("b", event=True)])
    first.close()
    again = opened(tmp_path / "a.db")
    again.add([new("c")])
    assert [(row.seq, row.event, row.body) for row in again.after(0, 10)] == [
        (1, False, b"a"),
        (2, True, b"b"),
        (3, False, b"c"),
    ]
    assert [row.epoch for row in again.after(0, 10)] == [first.epoch, first.epoch, again.epoch]
    assert again.epoch != first.epoch
    assert again.life == first.life + 1
    again.close()


def test_an_acknowledged_row_goes_and_its_number_never_comes_again(tmp_path):
    outbox = opened(tmp_path / "a.db")
    outbox.add([new("a"), new("b")])
    assert ack(outbox, 2)
    assert outbox.waiting == 0
    outbox.close()
    again = opened(tmp_path / "a.db")
    again.add([new("c")])
    assert again.newest == 3
    ack(again, 3)
    again.add([new("d")])
    assert texts(again) == ["d"]
    assert again.waiting == 1
    again.close()


def test_a_mark_of_another_epoch_is_ignored(tmp_path):
    outbox = opened(tmp_path / "a.db")
    outbox.add([new("a"), new("b")])
    assert not outbox.ack("f" * 16, 2)
    assert ack(outbox, 2)
    assert not ack(outbox, 1)
    assert outbox.acked == 2
    outbox.close()


def test_two_files_have_two_epochs(tmp_path):
    one, two = opened(tmp_path / "a.db"), opened(tmp_path / "b.db")
    assert one.epoch != two.epoch
    one.close()
    two.close()


def test_a_second_program_cannot_have_it(tmp_path):
    outbox = opened(tmp_path / "a.db")
    with pytest.raises(OutboxError, match="locked"):
        opened(tmp_path / "a.db")
    outbox.close()


def test_a_full_outbox_thins_old_readings_and_keeps_every_event(tmp_path):
    outbox = opened(tmp_path / "a.db", max_rows=100)
    for number in range(400):
        outbox.add([new(str(number), event=number % 10 == 0)])
    kept = [int(each) for each in texts(outbox)]
    assert len(kept) <= 101
    assert {number for number in kept if number % 10 == 0} == set(range(0, 400, 10))
    assert max(b - a for a, b in pairwise(kept)) <= 10  # thinner, but no hole
    assert 399 in kept
    assert outbox.dropped == 400 - len(kept)
    outbox.close()
    again = opened(tmp_path / "a.db")
    assert again.dropped == outbox.dropped
    again.close()


def test_only_events_are_never_given_up(tmp_path):
    outbox = opened(tmp_path / "a.db", max_rows=10)
    for number in range(50):
        outbox.add([new(str(number), event=True)])
    assert len(texts(outbox)) == 50
    outbox.close()


def test_the_number_before_skips_what_was_thinned_and_what_the_hub_has(tmp_path):
    outbox = opened(tmp_path / "a.db", max_rows=4)
    for number in range(5):
        outbox.add([new(str(number))])
    rows = outbox.after(0, 10)
    seqs = [row.seq for row in rows]
    assert [outbox.before(row) for row in rows] == [0, *seqs[:-1]]
    ack(outbox, seqs[1])
    assert outbox.before(rows[2]) == 0
    outbox.close()


def test_a_damaged_file_is_set_aside_and_never_deleted(tmp_path):
    file = tmp_path / "a.db"
    file.write_bytes(b"no database at all, but somebody's readings" * 100)
    outbox, aside = open_outbox(file)
    outbox.add([new("a")])
    outbox.close()
    assert aside is not None
    assert aside.read_bytes().startswith(b"no database")


def test_a_card_that_refuses_leaves_the_outbox_as_it_was(tmp_path):
    outbox = opened(tmp_path / "a.db")
    outbox.add([new("a")])
    outbox._db.execute(f"PRAGMA max_page_count = {outbox._db.execute('PRAGMA page_count').fetchone()[0]}")  # full
    noise = os.urandom(9000).hex()
    with pytest.raises(OutboxError, match="full"):
        outbox.add([new(noise), new(noise)])
    assert outbox.newest == 1
    outbox._db.execute("PRAGMA max_page_count = 1000000")
    outbox.add([new("b")])
    assert texts(outbox) == ["a", "b"]
    outbox.close()


@settings(max_examples=30)
@given(some.lists(some.tuples(some.integers(1, 4), some.integers(0, 12), some.booleans()), max_size=12))
def test_whatever_happens_each_row_waits_until_it_is_acknowledged(tmp_path_factory, steps):
    file = tmp_path_factory.mktemp("outbox") / "a.db"
    outbox, count = opened(file), 0
    for add, mark, restart in steps:
        outbox.add([new(str(count + number)) for number in range(1, add + 1)])
        count += add
        ack(outbox, min(mark, count))
        if restart:
            outbox.close()
            acked, outbox = outbox.acked, opened(file)
            assert outbox.acked <= acked or outbox.newest == count
        assert texts(outbox, outbox.acked) == [str(number) for number in range(outbox.acked + 1, count + 1)]
    outbox.close()


KILLED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from itertools import pairwise
from pathlib import Path
from telemetry.card.mending import open_outbox
from telemetry.card.outbox import PendingRecord, Outbox
outbox = Outbox(Path(sys.argv[2]))
for number in range(1, 10**6):
    outbox.add([PendingRecord(1.0, 1.0, False, b"%d" % number)])
    print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_what_was_written_survives_a_kill(tmp_path):
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, str(root), str(tmp_path / "a.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = [running.stdout.readline() for _ in range(7)]
        running.kill()
        said += running.stdout.readlines()
    told = int([each for each in said if each.endswith("\n")][-1])
    outbox = opened(tmp_path / "a.db")
    kept = texts(outbox)
    assert kept == [str(number) for number in range(1, len(kept) + 1)]
    assert len(kept) >= told >= 7
    outbox.close()


def test_a_file_of_another_version_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "a.db"
    outbox = opened(file)
    outbox.add([new("a")])
    outbox.close()
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(OutboxError, match="another version"):
        open_outbox(file)


def test_an_outbox_of_the_first_release_is_sent_from_where_it_was(tmp_path):
    """Rows 3 and 4 wait and keep their epoch; numbers go on under a new one, and the life of the file is counted on."""
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        db.executescript(
            """
            CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE rows (seq INTEGER PRIMARY KEY, ts REAL NOT NULL, mono REAL NOT NULL, life INTEGER NOT NULL,
                               event INTEGER NOT NULL, body BLOB NOT NULL);
            INSERT INTO about VALUES ('epoch', '0123456789abcdef'), ('life', '4'), ('dropped', '2');
            PRAGMA user_version = 1;
            """
        )
        rows = [(3, 1000.0, 5.0, 4, 0, zlib.compress(b"reading")), (4, 1001.0, 6.0, 4, 1, zlib.compress(b"event"))]
        db.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", rows)
        db.commit()
    with closing(Outbox(tmp_path / "a.db")) as outbox:
        assert (outbox.life, outbox.dropped) == (5, 2)
        assert (outbox.newest, outbox.acked, outbox.waiting) == (4, 2, 2)
        outbox.add([new("later")])
        assert [(row.epoch, row.seq, row.event, row.body) for row in outbox.after(0, 10)] == [
            ("0123456789abcdef", 3, False, b"reading"),
            ("0123456789abcdef", 4, True, b"event"),
            (outbox.epoch, 5, False, b"later"),
        ]
