"""What the store said it kept is there after kill -9, and what it did not say is there whole or not at all."""

import subprocess
import sys
from pathlib import Path

from hub.store.interface import SeriesKey
from hub.store.sqlite import SqliteStore
from tests.hub.stores import EPOCH, NOON

ROOT = Path(__file__).resolve().parents[3]
WRITER = """
import sys
from pathlib import Path
from hub.store.sqlite import SqliteStore
from tests.hub.stores import arrived, reading

store = SqliteStore(Path(sys.argv[1]))
for begin in range(int(sys.argv[2]), 10**9, 5):
    store.add([arrived(reading(n)) for n in range(begin, begin + 5)])
    print(begin + 4, flush=True)
"""


def test_kill_9_in_the_middle_of_writing_loses_nothing_that_was_said(tmp_path):
    file, said = tmp_path / "hub.db", 0
    for life in range(4):
        command = [sys.executable, "-c", WRITER, str(file), str(said + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
            assert writer.stdout is not None
            for _ in range(7 + 13 * life):
                said = int(writer.stdout.readline())
            writer.kill()
            said = max([said, *(int(line) for line in writer.stdout if line.endswith("\n"))])
        store = SqliteStore(file)
        kept = [row["seq"] for row in store.rows(0.0, 4e9) if row["channel"] == "heater"]
        assert kept == list(range(1, len(kept) + 1))
        assert len(kept) >= said
        assert len(kept) % 5 == 0
        assert store.mark("red-heron", EPOCH) == len(kept) == store.nodes()[0].records
        (total,) = store.points(SeriesKey("red-heron", "real", "heater", ""), NOON, 4e9, limit=1)
        assert total.samples == len(kept)
        store.close()
