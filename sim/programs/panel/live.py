"""A program with its panel on the terminal: it is paced, drawn ten times a second, and obeys the keys meanwhile."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from devices import Message
from look.terminal import styles
from sim.live.frame import FULL, Drawn
from sim.live.keyboard import Keyboard, Keys, NoKeys
from sim.live.terminal import what_it_draws
from sim.live.words import Tongue
from sim.programs.host import Host
from sim.programs.limit import TimeLimit
from sim.programs.panel.desk import Answer, Desk, Hold, Move, Order, Push, Stop, on_key
from sim.programs.panel.frame import panel_frame
from sim.programs.panel.view import Board, PanelView
from sim.programs.parts.catalog import QUANTITIES
from sim.programs.plugging.stage import Stage
from sim.programs.plugging.worlds import quantity_in
from sim.programs.script import Watcher
from sim.python.swaps import REAL_TIME
from sim.time.threads import SwitchedOff
from sim.world.presses import CLICK_S

FRAME_S = 0.1  # ten pictures a second
UNSAID = ("script.plugged", "script.shows")
MOST_LINES = 2000  # chosen: of what was printed, kept for the end


class Pane(io.TextIOBase):
    """What the program prints: kept in lines, the last of them open."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.lines: list[str] = [""]

    @property
    def text(self) -> str:
        """Everything, or the end of it."""
        return "\n".join(self.lines)

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self.lines[-1] = (self.lines[-1] + first).rpartition("\r")[2]
        self.lines += [line.rpartition("\r")[2] for line in rest]
        del self.lines[:-MOST_LINES]
        return len(text)


class _Line(io.TextIOBase):
    """sys.stdin of the program: a line that somebody types on the panel."""

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        return self._ask() + "\n"

    def read(self, size: int | None = -1, /) -> str:
        return self.readline()


class LivePanel(Host, Watcher):
    """The host and the watcher of one run. `draw` puts a picture on the screen, `size` gives columns and lines."""

    def __init__(
        self,
        file: str,
        speed: float,
        keys: Keys,
        draw: Callable[[Any], None],
        tongue: Tongue,
        *,
        size: Callable[[], tuple[int, int]] = lambda: (80, 24),
        drawn: Drawn = FULL,
        wall: Callable[[], float] = REAL_TIME.monotonic,
    ) -> None:
        self.pane = Pane()
        self.desk = Desk()
        self._file, self._speed = file, speed
        self._keys, self._draw, self._tongue = keys, draw, tongue
        self._size, self._drawn, self._wall = size, drawn, wall
        self._stage: Stage | None = None
        self._limit: TimeLimit | None = None
        self._board: Board | None = None
        self._draw_at_s = float("-inf")
        self._answer: str | None = None

    def notify(self, message: Message) -> None:
        """Something to know stands among what is printed, unless the panel shows it."""
        if not message.key.startswith(UNSAID):
            self.pane.write(self._tongue.says(message) + "\n")

    # what run_script asks

    def begins(self, stage: Stage, limit: TimeLimit) -> None:
        """The board is on: what the program prints comes onto the panel, and what it reads from its keys."""
        self._stage, self._limit = stage, limit
        self._board = Board(stage, self._tongue)
        sys.stdout = sys.stderr = self.pane  # put back with everything else of the process
        sys.stdin = _Line(self._ask)
        stage.clock.every(FRAME_S * self._speed, partial(self.wait, 0.0))
        self._show()

    def wall(self) -> float:
        """Real seconds since some moment."""
        return self._wall()

    def wait(self, seconds: float) -> None:
        """Wait for the real clock, and obey the keys; while it is paused, for as long as that."""
        until_s = self._wall() + seconds
        while True:
            left_s = FRAME_S if self.desk.paused else min(max(until_s - self._wall(), 0.0), FRAME_S)
            key = self._keys.read(left_s)
            if key:
                self._on_key(key)
            self._show(now=bool(key))
            if not self.desk.paused and self._wall() >= until_s:
                return

    def _ask(self) -> str:
        """Let somebody type a line; the board goes on, and looks for keys with every turn of its pace."""
        assert self._stage is not None
        self.desk, self._answer = replace(self.desk, line="", paused=False), None
        self._show(now=True)
        while self._answer is None:
            self._stage.clock.sleep(FRAME_S * self._speed)
        self.pane.write(f"{self._answer}\n")
        return self._answer

    # keys

    def _on_key(self, key: str) -> None:
        if self._board is None:
            return
        self.desk, order = on_key(self.desk, key, self._board.knobs())
        if order is not None:
            self._carry_out(order)

    def _carry_out(self, order: Order) -> None:
        stage, limit = self._stage, self._limit
        assert stage is not None
        assert limit is not None
        if isinstance(order, Answer):
            self._answer = order.line
        elif isinstance(order, Move):
            self._put(stage, order.key, order.value)
        elif isinstance(order, Push):
            self._put(stage, order.key, not _still(order.key))
            stage.clock.at(stage.clock.monotonic() + CLICK_S, partial(self._rest, stage, order.key))
        elif isinstance(order, Hold):
            if order.down:
                self._put(stage, order.key, not _still(order.key))
            else:
                self._rest(stage, order.key)
        elif isinstance(order, Stop):
            self.desk = replace(self.desk, paused=False)
            if stage.clock.running is None:
                limit.press()
            else:
                stage.clock.at(stage.clock.monotonic(), limit.press)  # Ctrl-C is the main thread's
                raise SwitchedOff

    def _put(self, stage: Stage, key: str, value: float | bool) -> None:
        stage.felt[key] = value
        stage.bench.moved()

    def _rest(self, stage: Stage, key: str) -> None:
        stage.felt.pop(key, None)
        stage.bench.moved()

    # the picture

    def see(self) -> PanelView:
        """What this moment looks like."""
        board = self._board
        assert board is not None
        return PanelView(
            self._file,
            board.t_s,
            self._speed,
            self.desk,
            board.lights(),
            board.screens(),
            board.knobs(),
            self._printed(),
        )

    def _printed(self) -> Sequence[str]:
        lines = self.pane.lines
        return lines if lines[-1] else lines[:-1]

    def _show(self, now: bool = False) -> None:
        begin_s = self._wall()
        if self._board is None or (begin_s < self._draw_at_s and not now):
            return
        self._draw(panel_frame(self.see(), self._tongue, *self._size(), self._drawn))
        # A slow computer draws less often: a picture never takes more than a fourth of its time.
        self._draw_at_s = max(begin_s + FRAME_S, self._wall() + 3.0 * (self._wall() - begin_s))


def _still(key: str) -> bool:
    quantity = quantity_in(key)
    return bool(quantity is not None and QUANTITIES[quantity].still)


@contextmanager
def live_panel(file: str, speed: float, tongue: Tongue) -> Iterator[LivePanel]:
    """The panel on the whole terminal, which is always restored; then what was printed stands there."""
    from rich.console import Console
    from rich.live import Live
    from rich.theme import Theme

    stdout = sys.stdout
    console = Console(file=stdout)
    console.push_theme(Theme(styles(many_colors=console.color_system in ("256", "truecolor"))))
    printed: list[Pane] = []
    with ExitStack() as stack:
        stack.callback(lambda: print(*(pane.text for pane in printed), end="", file=stdout, flush=True))
        keys: Keys = stack.enter_context(Keyboard()) if sys.stdin.isatty() else NoKeys()
        live = stack.enter_context(
            Live(console=console, screen=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False)
        )
        panel = LivePanel(
            file,
            speed,
            keys,
            lambda picture: live.update(picture, refresh=True),
            tongue,
            size=lambda: (console.width, console.height),
            drawn=what_it_draws(),
        )
        printed.append(panel.pane)
        yield panel
