"""What can be seen of a program from outside: when it did something, whether it sleeps, and what it prints."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

from sim.programs.program_files import SourceLine, Sources
from sim.time.call_costs import ClockReads, Polling
from sim.time.clock import ClockEvent
from sim.time.turns import Turns
from sim.virtual_pi import VirtualPi

SAMPLE_S = 0.97  # not a whole second: most programs do something every whole second
AGAIN_S = 0.037  # chosen: and once more after so long, or what comes back in step with the looks would seem to last
# Where time passes in a program that only asks or computes.
ASKING = frozenset(each.__code__ for each in (Polling.call, ClockReads.read, Turns.turn, Turns.spin))


class Activity:
    """Looks every second where each thread of the program is, and notes what can be seen from outside."""

    def __init__(self, pi: VirtualPi, sources: Sources) -> None:
        self._pi = pi
        self._sources = sources
        self._samples = 0
        self._busy = 0
        self._in_a_row = 0
        self.longest_busy_s = 0.0  # for which every look found it asking
        self.longest_busy_from_s = 0.0
        self.longest_busy_line: SourceLine | None = None
        self._lines: Counter[SourceLine] = Counter()
        self._moments_s: list[float] = []
        self._sampling: ClockEvent | None = None
        self._transactions = 0  # on the buses

    def begin(self) -> None:
        """Begin to look."""
        self._sampling = self._pi.clock.every(SAMPLE_S, self._sample)
        for net in self._pi.pins.values():
            net.on_change(self.note)

    def end(self) -> None:
        """Look no more."""
        if self._sampling is not None:
            self._sampling.cancel()

    def note(self) -> None:
        """The program did something: it printed, changed a pin, or asked a sensor."""
        now_s = self._pi.clock.monotonic()
        if not self._moments_s or self._moments_s[-1] != now_s:
            self._moments_s.append(now_s)

    def moments(self, start_s: float) -> list[float]:
        """When that was, in seconds after `start_s`."""
        return [round(moment_s - start_s, 6) for moment_s in self._moments_s]

    @property
    def busy_share(self) -> float:
        """The share of the looks that found it asking without a pause, 0.0 to 1.0."""
        return self._busy / self._samples if self._samples else 0.0

    @property
    def busy_line(self) -> SourceLine | None:
        """The line at which that was seen most often."""
        return self._lines.most_common(1)[0][0] if self._lines else None

    def _sample(self) -> None:
        self._samples += 1
        transactions = self._pi.i2c.transactions + self._pi.spi.transactions
        if transactions != self._transactions:
            self._transactions = transactions
            self.note()
        if self._all_asking():
            self._pi.clock.at(self._pi.clock.monotonic() + AGAIN_S, self._look_again)
        else:
            self._in_a_row = 0

    def _look_again(self) -> None:
        asking = self._all_asking()
        self._in_a_row = self._in_a_row + 1 if asking else 0
        if asking:
            self._busy += 1
            self._lines.update(asking)
        busy_s = max(self._in_a_row - 1, 0) * SAMPLE_S
        if busy_s > self.longest_busy_s:
            self.longest_busy_s, self.longest_busy_from_s = busy_s, self._pi.clock.monotonic() - busy_s
            self.longest_busy_line = asking[0]

    def _all_asking(self) -> list[SourceLine]:
        return [line for frame in sys._current_frames().values() if (line := self._asking(frame)) is not None]

    def _asking(self, frame: FrameType | None) -> SourceLine | None:
        line = self._sources.at_work(frame)
        if line is None:
            return None
        while frame is not None:
            if frame.f_code in ASKING:
                return None if frame.f_code is ClockReads.read.__code__ and self._is_of_library(frame) else line
            frame = frame.f_back
        return None

    def _is_of_library(self, frame: FrameType | None) -> bool:
        """Whether a library looks at the clock, not the program: how it waits is not the pupil's matter."""
        while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "sim":
            frame = frame.f_back
        return frame is not None and self._sources.is_at(frame) is None


def only_text(text: object) -> None:
    """Refuse bytes, as a screen does: libraries try it to find out what they may write."""
    if not isinstance(text, str):
        raise TypeError(f"write() argument must be str, not {type(text).__name__}")


class Printed:
    """Stands in front of sys.stdout. `counts` says of the frame that writes whether its words are the program's."""

    def __init__(self, counts: Callable[[FrameType], bool] = lambda frame: True) -> None:
        self._counts = counts
        self._pieces: list[str] = []
        self._screen: Any = None

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._pieces)

    def listen(self) -> None:
        """Stand in front of the screen; harmless when we do already."""
        if sys.stdout is not self:
            self._screen = sys.stdout
            sys.stdout = self

    def stop(self) -> None:
        """Step aside, unless somebody else stands there by now."""
        if sys.stdout is self:
            sys.stdout = self._screen

    def write(self, text: str) -> int:
        only_text(text)
        if self._counts(sys._getframe(1)):
            self._pieces.append(text)
        if self._screen is not None:
            self._screen.write(text)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._screen, name)


class NoScreen:
    """A screen that nobody looks at."""

    encoding = "utf-8"
    errors = "strict"

    def write(self, text: str) -> int:
        only_text(text)
        return len(text)

    def writelines(self, lines: list[str]) -> None: ...

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return False
