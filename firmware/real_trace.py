"""The record of a real device: rows are added to one file for weeks, through restarts and power cuts.

A service is never closed, so there is no `.part` file that gets its name at the end. Instead the file grows, and each
start of the program adds the row that says so. A file is only continued when it is ours: with the same columns, and
rows that say `real`. If it is not (another law, another wiring list, a simulated record), it stays as it is and the
rows go to the next free name, `a.2.csv`, `a.3.csv`: the control must not wait until somebody has tidied up.

What a power cut may cost: every minute the file is synced (fsync), so at most the rows of the last minute. A
last line that was cut off is taken away before the first new row. Without a power cut nothing is lost, even when the
program is killed: each row is given to the operating system at once. All of this is done by a worker, and no turn waits
for it: rows that a slow card leaves waiting are bounded, and those without room are left out and counted (the loop says
so). Not yet proven on a physical board.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from math import inf
from pathlib import Path
from typing import BinaryIO

from devices import HighlandError, Message, Tick
from devices.dates.wall_clock import WallClock
from firmware.trace import LEADING, REAL, ROW_EVERY_S, Rows, says_sim
from firmware.worker import AtOnce, Worker

SYNC_EVERY_S = 60.0  # the most that is lost when the power goes
TAIL_BYTES = 100_000  # where a whole last row is looked for; a file system may have left zeros after a power cut
MAX_FILES = 1000
PROVENANCE_AT = LEADING.index("provenance")

NO_SIM = Message("real_trace.no_sim", "{file} cannot be a record of a real device: SIM in its name means simulated.")
NO_SIM_HINT = Message("real_trace.no_sim.hint", "Give another name, such as {project}.csv.")
A_FOLDER = Message("real_trace.folder", "{file} is a folder.")
BAD_PERIOD = Message("real_trace.period", "--trace-every cannot be {value}.")
BAD_PERIOD_HINT = Message("real_trace.period.hint", "Give a number of seconds above 0, such as 10.")


class RealTrace(Rows):
    """A sink that adds a row every `every_s` seconds and whenever the state, the reason or an actuator changes.

    With a clock two columns at the end say the date. `opened` is called with the file at the first row, by the worker.
    An OSError of the card (full, removed, read-only) ends the worker: the loop then drops this sink, says so, and goes
    on with the control.
    """

    provenance = REAL

    def __init__(
        self,
        file: Path,
        every_s: float = ROW_EVERY_S,
        opened: Callable[[Path], None] = lambda file: None,
        worker: Worker | None = None,
        clock: WallClock | None = None,
    ) -> None:
        super().__init__(every_s)
        self._clock = clock
        self.file = file
        self.backlog = self.worker = worker or AtOnce()
        self._on_open = opened
        self._opened: BinaryIO | None = None
        self._row_due_s = self._synced_s = -inf
        self._content: object = None

    def tick(self, tick: Tick) -> None:
        """Add a row if it is time or something changed, and sync the file once a minute."""
        content = (tick.state, tick.why.key, tick.commanded)
        if tick.t_s >= self._row_due_s or content != self._content:
            super().tick(tick)
            self._row_due_s, self._content = self.due_s, content
        if tick.t_s - self._synced_s >= SYNC_EVERY_S:
            self.worker.put(self._sync)
            self._synced_s = tick.t_s
        self.due_s = min(self._row_due_s, self._synced_s + SYNC_EVERY_S)

    def close(self) -> bool:
        """Sync the last rows and close the file; False: the card did not take all rows in time. Raises OSError."""
        self.worker.put(self._sync)
        in_time = self.worker.close()
        if self._opened is not None and in_time:
            self._opened.close()
            self._opened = None
        if self.worker.error is not None:
            raise self.worker.error
        return in_time and not self.worker.lost

    def _more(self) -> Mapping[str, str]:
        """The local date, and whose it is (devices/dates/source.py)."""
        if self._clock is None:
            return {}
        return {"date": self._clock.now().isoformat(timespec="seconds"), "clock": self._clock.state().source}

    def _begin(self, header: str) -> None:
        self.worker.put(lambda: self._open(header))

    def _put(self, line: str) -> None:
        self.worker.put(lambda: self._write(line))

    # What the worker does

    def _open(self, header: str) -> None:
        head = header.encode()
        self.file = next(file for file in _names(self.file) if _can_continue(file, head))
        self._opened = self.file.open("ab", buffering=0)
        if self._opened.tell() == 0:
            self._write(header)
        self._on_open(self.file)

    def _write(self, line: str) -> None:
        data = line.encode()
        if self._opened is None or self._opened.write(data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _sync(self) -> None:
        if self._opened is not None:
            os.fsync(self._opened.fileno())


def real_trace_wanted(file: str, every: str, project: str) -> tuple[Path, float]:
    """The file and the seconds between two rows that somebody asked for. Raises HighlandError for what cannot be meant.

    Whatever is wrong with the card is no error here: a gas alarm must start without its record.
    """
    path = Path(file).absolute()
    if says_sim(path):
        raise HighlandError(NO_SIM(file=path.name), NO_SIM_HINT(project=project))
    if not file or path.is_dir():
        raise HighlandError(A_FOLDER(file=path), NO_SIM_HINT(project=project))
    try:
        every_s = float(every)
    except ValueError:
        every_s = 0.0
    if not 0.0 < every_s < inf:
        raise HighlandError(BAD_PERIOD(value=every), BAD_PERIOD_HINT)
    return path, every_s


def _names(file: Path) -> Iterator[Path]:
    yield file
    for number in range(2, MAX_FILES):
        yield file.with_name(f"{file.stem}.{number}{file.suffix}")
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))


def _can_continue(file: Path, header: bytes) -> bool:
    """Whether rows may be added: a new file, or one of ours, whose last line is then made whole."""
    try:
        with file.open("r+b") as opened:
            first = opened.readline(len(header))
            if first != header:
                if not header.startswith(first) or opened.read(1):
                    return False
                opened.truncate(0)  # the power went while the header was written
                return True
            begin = len(header)
            second = opened.readline(TAIL_BYTES)
            if second.endswith(b"\n") and second.split(b",")[PROVENANCE_AT:][:1] != [REAL.encode()]:
                return False
            size = opened.seek(0, os.SEEK_END)
            begin = max(begin, size - TAIL_BYTES)
            opened.seek(begin)
            whole = _whole_rows(opened.read(), header.count(b","))
            if whole == 0 and begin > len(header):
                return False
            opened.truncate(begin + whole)
            return True
    except FileNotFoundError:
        return True


def _whole_rows(tail: bytes, commas: int) -> int:
    """How many bytes of the end of a file are good: up to the end of the last whole row."""
    end = len(tail)
    while end:
        end = tail.rfind(b"\n", 0, end) + 1
        if not end:
            return 0
        row = tail[tail.rfind(b"\n", 0, end - 1) + 1 : end]
        if row.count(b",") == commas and b"\0" not in row:
            return end
        end -= 1
    return 0
