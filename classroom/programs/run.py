"""One run of a pupil's program: paced, shown, and open to whoever pushes, moves, answers and stops meanwhile.

`run` takes as long as the program does. Between two looks at the real clock, and while the program waits for input(),
it carries out what has come by mail; a carrier in a browser lets its page's messages in there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType
from typing import Any

from classroom.programs.ending import ending_of, failed
from classroom.programs.keyboard import Keyboard
from classroom.programs.mail import Mail
from classroom.programs.panel import Panel
from classroom.programs.quantities import SLIDERS, clamped
from classroom.session.printed import Printed
from devices import HighlandError, Message, duration
from messages import translator
from sim.programs.host import Host
from sim.programs.limit import CtrlCGuard, Guard, TimeLimit
from sim.programs.plugging.stage import Stage
from sim.programs.plugging.worlds import quantity_in
from sim.programs.script import CTRL_C, END, STOPPED, ScriptRequest, ScriptResult, Watcher, run_script
from sim.python.swaps import REAL_TIME
from sim.time.clock import VirtualClock
from sim.time.threads import SwitchedOff

SHOW_S = 0.05  # real seconds between two moments of the panel
LOOK_S = 0.05  # chosen: real seconds between two looks for a line that somebody writes
REST_S = 0.05  # real seconds without a wait, after which a run that is late lets messages in all the same
UNSAID = (
    "script.plugged",
    "script.shows",
    "script.mistake.details",
    "script.guess",
)  # the page shows it, or has no command line

Send = Callable[[dict[str, Any]], None]
MakeGuard = Callable[[VirtualClock, CodeType, Callable[[], None]], Guard]


def real_guard(clock: VirtualClock, code: CodeType, breathe: Callable[[], None]) -> Guard:
    """Where there are real threads, one of them looks on."""
    return CtrlCGuard(clock)


class ProgramRun(Host, Watcher):
    """One program, from its text to its end."""

    def __init__(
        self,
        order: Mapping[str, Any],
        send: Send,
        mail: Mail,
        make_guard: MakeGuard = real_guard,
        on_stuck: Callable[[], object] | None = None,
        wall: Callable[[], float] = REAL_TIME.monotonic,
    ) -> None:
        self._order, self._send, self._mail, self._now = order, send, mail, wall
        self._make_guard, self._on_stuck = make_guard, on_stuck
        self._translate = translator(order.get("lang", "en"))
        self._name = order.get("name", "program.py")
        self._printed = Printed(wall)
        self._keyboard = Keyboard(self._wait_for_line)
        self._stage: Stage | None = None
        self._panel: Panel | None = None
        self._limit: TimeLimit | None = None
        self._parts = -1  # how many were described
        self._show_at = -inf
        self._rested_at = wall()
        self._moment: dict[str, Any] = {}
        self._is_over = False
        self._ctrl_c: CtrlCGuard | None = None
        self.stops = 0  # how many orders to stop were carried out

    def run(self) -> None:
        """Run it to its end, which is told as the last message."""
        with ExitStack() as undo:
            undo.callback(os.chdir, os.getcwd())
            folder = undo.enter_context(TemporaryDirectory(prefix="program"))
            undo.callback(os.chdir, os.getcwd())  # nobody can remove the folder that a process is in
            os.chdir(folder)
            file = Path(folder) / self._name
            file.write_text(self._order["text"], encoding="utf-8")
            undo.enter_context(redirect_stdout(self._printed))
            undo.enter_context(redirect_stderr(self._printed))
            try:
                result = self._run(file)
                if self.stops and result.ended == END:  # its last thread was stopped, or it ended well at Ctrl-C
                    result.ended, result.ending = STOPPED, CTRL_C(span=duration(result.virtual_s))
                found = ending_of(result, self._translate)
            except HighlandError as error:
                found = failed(f"{error.message.render(self._translate)} {error.hint.render(self._translate)}".strip())
            except KeyboardInterrupt:
                found = {"state": "ended", "ended": "stopped"}
            self._end(found)

    def _run(self, file: Path) -> ScriptResult:
        order = self._order
        request = ScriptRequest(
            file,
            world=order.get("world", "still"),
            for_s=order.get("for_s", 600.0),
            speed=order.get("speed", 1.0),
            seed=order.get("seed", 0),
            plugs=order.get("plugs", ()),
        )
        stuck = None if self._on_stuck is None else self._stuck
        return run_script(request, self._told, stuck, self, self)

    def _stuck(self, result: ScriptResult) -> None:
        self._end(ending_of(result, self._translate))
        assert self._on_stuck is not None
        self._on_stuck()

    def _end(self, found: Mapping[str, Any]) -> None:
        self._is_over = True
        self._show_displays()
        self._tell_printed()
        self._tell(**found)

    # what run_script asks

    def begins(self, stage: Stage, limit: TimeLimit) -> None:
        """The board is on."""
        import sys

        sys.stdin = self._keyboard  # put back with everything else of the process
        self._stage, self._limit = stage, limit
        self._panel = Panel(stage, self._translate)
        self._tell_parts()

    def wall(self) -> float:
        """Real seconds since some moment."""
        return self._now()

    def guard(self, clock: VirtualClock, code: CodeType) -> Guard:
        """Who notices a program that never sleeps."""
        found = self._make_guard(clock, code, self.breathe)
        self._ctrl_c = found if isinstance(found, CtrlCGuard) else None
        return found

    def interrupt(self) -> None:
        """Stop it from another thread, when it computes and computes and looks for no mail."""
        if self._ctrl_c is not None:
            self._ctrl_c.press()

    def wait(self, seconds: float) -> None:
        """Wait for the real clock, and carry out what comes meanwhile."""
        until = self._now() + seconds
        while True:
            self._carry_out_all()
            self._show()
            left_s = until - self._now()
            if left_s > 0.0:
                self._rest(left_s)
            elif seconds > 0.0:
                return
            else:
                if self._now() - self._rested_at >= REST_S:
                    self._rest(0.0)
                    self._carry_out_all()
                return

    def breathe(self) -> None:
        """The program computes and computes: let messages in."""
        self._rest(0.0)
        self._carry_out_all()
        self._show()

    def _rest(self, seconds: float) -> None:
        self._mail.wait(seconds)
        self._rested_at = self._now()

    def _wait_for_line(self) -> None:
        """Let the board go on until somebody has written a line; it comes in with the turns of its pace."""
        assert self._stage is not None
        self._show(now=True)
        self._tell(state="asking")
        while not self._keyboard.has_line:
            self._stage.clock.sleep(LOOK_S * self._order.get("speed", 1.0))
        self._tell(state="running")

    # orders

    def _carry_out_all(self) -> None:
        while (order := self._mail.take()) is not None:
            self._carry_out(order)

    def _carry_out(self, order: Mapping[str, Any]) -> None:
        stage, limit = self._stage, self._limit
        if stage is None or limit is None or self._is_over:
            return
        do = order["do"]
        if do == "push":
            stage.push(order["part"], order["down"])
        elif do == "feel":
            self._feel(stage, order["name"], order["value"])
        elif do == "rest":
            stage.rest(int(order["part"].removeprefix("gpio")), order["high"])
        elif do == "say":
            text = order["text"].rstrip("\n") + "\n"
            self._printed.write(text)
            self._keyboard.type(text)
        elif do == "stop":
            self._stop(stage, limit)

    def _feel(self, stage: Stage, name: str, value: float | bool) -> None:
        quantity = quantity_in(name)
        if quantity is None or quantity not in SLIDERS or isinstance(value, bool):
            return
        stage.felt[name] = clamped(quantity, value)
        stage.bench.moved()

    def _stop(self, stage: Stage, limit: TimeLimit) -> None:
        self.stops += 1
        if stage.clock.running is None:
            limit.press()
            return
        stage.clock.at(stage.clock.monotonic(), limit.press)  # Ctrl-C is the main thread's
        raise SwitchedOff

    # what the page is told

    def _tell(self, **what: Any) -> None:
        about = self._order.get("id")
        self._send({"kind": "program", **({} if about is None else {"id": about}), "name": self._name, **what})

    def _told(self, message: Message) -> None:
        if not message.key.startswith(UNSAID):
            self._printed.write(message.render(self._translate) + "\n")

    def _tell_parts(self) -> None:
        assert self._panel is not None
        self._parts = self._panel.count
        self._tell(state="running", parts=self._panel.parts())

    def _tell_printed(self) -> None:
        text = self._printed.take()
        if text:
            self._send({"kind": "printed", "text": text})

    def _show(self, now: bool = False) -> None:
        panel, at = self._panel, self._now()
        if panel is None or (at < self._show_at and not now):
            return
        self._show_at = at + SHOW_S
        self._tell_printed()
        if panel.count != self._parts:
            self._tell_parts()
        moment = panel.moment()
        if _but_time(moment) != _but_time(self._moment) or int(moment["t_s"]) != int(self._moment.get("t_s", -1)):
            self._moment = moment
            self._send({"kind": "panel", **moment})

    def _show_displays(self) -> None:
        """What was drawn last: it stays when a program is over, and most of a board does not."""
        panel = self._panel
        if panel is None:
            return
        drawn = {"displays": panel.texts(), "pictures": panel.new_pictures()}
        if drawn["pictures"] or drawn["displays"] != self._moment.get("displays", {}):
            if panel.count != self._parts:
                self._tell_parts()
            self._send({"kind": "panel", **(self._moment or panel.moment()), **drawn})


def _but_time(moment: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in moment.items() if name != "t_s"}
