"""Windows of tkinter, and of guizero over it, in virtual time: `mainloop` and `after` follow the board's clock."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from heapq import heappop, heappush
from itertools import count
from types import ModuleType
from typing import Any

from sim.python.program import Program, program_here

FRAME_S = 0.02  # chosen: how often a window is drawn, and looks for the mouse
UPDATE_S = 0.001  # chosen: what it takes to draw once
DONT_WAIT = 2  # TCL_DONT_WAIT, tcl.h
IDLE_S = 0.0


class Later:
    """What `after` has planned for the windows of one Tcl interpreter."""

    def __init__(self) -> None:
        self._planned: list[tuple[float, int, str, Callable[[], None]]] = []
        self._cancelled: set[str] = set()
        self._numbers = count()
        self.stopped = False

    def plan(self, at_s: float, call: Callable[[], None]) -> str:
        """Call it then; its name, for after_cancel."""
        number = next(self._numbers)
        name = f"after#board{number}"
        heappush(self._planned, (at_s, number, name, call))
        return name

    def cancel(self, name: str) -> None:
        """Do not call it."""
        self._cancelled.add(name)

    def run(self, now_s: float) -> None:
        """Call what is due, and nothing that is planned meanwhile."""
        due = []
        while self._planned and self._planned[0][0] <= now_s:
            due.append(heappop(self._planned))
        for _, _, name, call in due:
            if name in self._cancelled:
                self._cancelled.discard(name)
            else:
                call()


_later: dict[int, tuple[Any, Later]] = {}  # by the interpreter, which is kept so that its number stays its own


def _of(widget: Any) -> Later:
    tk = widget.tk
    if id(tk) not in _later:
        _later[id(tk)] = (tk, Later())
    return _later[id(tk)][1]


def adapt(module: ModuleType) -> None:
    """Put the board's clock into tkinter; outside of a program on the board everything is as before."""
    misc: Any = vars(module)["Misc"]
    if hasattr(misc, "_of_board"):
        return
    misc._of_board = True
    error: Any = vars(module)["TclError"]
    loop = _looping(error)
    makers: dict[str, Callable[[Callable[..., Any]], Callable[..., Any]]] = {
        "mainloop": partial(_here_or, loop),
        "quit": partial(_here_or, _quit),
        "after": partial(_here_or, _after),
        "after_idle": partial(_here_or, _after_idle),
        "after_cancel": _cancelling,
        "update": _updating,
    }
    for name, make in makers.items():
        setattr(misc, name, make(getattr(misc, name)))
    real_main = vars(module)["mainloop"]
    vars(module)["mainloop"] = lambda n=0: (
        vars(module)["_default_root"].mainloop(n) if program_here() is not None else real_main(n)
    )


def _here_or(ours: Callable[..., Any], real: Callable[..., Any]) -> Callable[..., Any]:
    def call(widget: Any, *args: Any, **named: Any) -> Any:
        program = program_here()
        return real(widget, *args, **named) if program is None else ours(program, widget, *args, **named)

    return call


def _looping(error: Any) -> Callable[..., None]:
    def mainloop(program: Program, widget: Any, n: int = 0) -> None:
        later = _of(widget)
        later.stopped = False
        while not later.stopped:
            try:
                while widget.tk.dooneevent(DONT_WAIT):
                    pass
                later.run(program.clock.monotonic())
                widget.tk.call("winfo", "exists", ".")
            except error:  # the window was closed
                with suppress(KeyError):
                    del _later[id(widget.tk)]
                return
            program.clock.sleep(FRAME_S)

    return mainloop


def _quit(_: Program, widget: Any) -> None:
    _of(widget).stopped = True
    widget.tk.quit()


def _after(program: Program, widget: Any, ms: Any, func: Any = None, *args: Any, **named: Any) -> str | None:
    if ms == "idle":
        return _after_idle(program, widget, func, *args)
    delay_s = max(float(ms), 0.0) / 1000
    if func is None:
        program.clock.sleep(delay_s)
        return None
    return _planned(program, widget, delay_s, lambda: func(*args, **named))


def _after_idle(program: Program, widget: Any, func: Any, *args: Any) -> str:
    return _planned(program, widget, IDLE_S, lambda: func(*args))


def _planned(program: Program, widget: Any, delay_s: float, call: Callable[[], Any]) -> str:
    def reported() -> None:
        try:
            call()
        except SystemExit:
            raise
        except Exception:
            widget._report_exception()

    return _of(widget).plan(program.clock.monotonic() + delay_s, reported)


def _cancelling(real: Callable[..., Any]) -> Callable[..., Any]:
    def after_cancel(widget: Any, id: Any) -> Any:
        if str(id).startswith("after#board"):
            _of(widget).cancel(id)
            return None
        return real(widget, id)

    return after_cancel


def _updating(real: Callable[..., Any]) -> Callable[..., Any]:
    def update(widget: Any) -> None:
        real(widget)
        program = program_here()
        if program is not None:
            program.clock.sleep(UPDATE_S)
            _of(widget).run(program.clock.monotonic())

    return update
