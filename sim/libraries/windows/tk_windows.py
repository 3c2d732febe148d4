"""Windows of tkinter, and of guizero over it, in virtual time: `mainloop` and `after` follow the board's clock.

So does everything that waits inside Tcl, such as a message box. Threads of the program may use a window, as they may
where its own `mainloop` runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from heapq import heappop, heappush
from itertools import count
from threading import get_ident
from types import ModuleType
from typing import Any

from sim.python.program import Program, program_here

FRAME_S = 0.02  # chosen: how often a window is drawn, and looks for the mouse
UPDATE_S = 0.001  # chosen: what it takes to draw once
DONT_WAIT = 2  # TCL_DONT_WAIT, tcl.h
IDLE_S = 0.0
PATIENCE_S = 1.0  # how long a thread waits for the main loop, _tkinter.c
GONE = "application has been destroyed"  # Tcl's words
NO_LOOP = "main thread is not in main loop"  # its words
SHARED = ("call", "eval", "getvar", "setvar", "unsetvar", "globalgetvar", "globalsetvar", "globalunsetvar")
DIALOGS = ("tk_messageBox", "tk_getOpenFile", "tk_getSaveFile", "tk_chooseDirectory", "tk_chooseColor")
WAITS = ("vwait", "tkwait", *DIALOGS)  # commands that look for events until something happens
CHOSEN = ("button", "selectFilePath", "selectColor")  # the variables that the dialogs wait for, in ::tk::Priv


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


class Asked:
    """One call of a thread, for the thread that has the window."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self._call = call
        self._result: Any = None
        self._error: Exception | None = None
        self.done = False

    def answer(self) -> None:
        """Call it; the result, or the error, goes to who asked."""
        try:
            self._result = self._call()
        except Exception as error:
            self._error = error
        self.done = True

    def result(self) -> Any:
        """What came of it. Raises what the call raised."""
        if self._error is not None:
            raise self._error
        return self._result


class BoardTcl:
    """Tcl's interpreter of one window: other threads may use it, and while it waits the board's time goes on."""

    def __init__(self, real: Any, loop: Callable[[Program, Any], None], error: type[Exception]) -> None:
        self._real = real
        self._error = error
        self._loop = loop
        self._home = get_ident()
        self._is_over = False
        _kept.append(self)
        self._asked: list[Asked] = []
        self._waits = count()
        for name in SHARED:
            setattr(self, name, partial(self._shared, getattr(real, name)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def answer(self) -> None:
        """Do what threads have asked for."""
        asked, self._asked = self._asked, []
        for each in asked:
            each.answer()

    def close(self) -> None:
        """The program is over: its windows go, and what is collected of them later finds none."""
        if not self._is_over:
            with suppress(Exception):  # somebody has closed it, or it was another thread's
                self._real.call("destroy", ".")
            self._is_over = True

    def mainloop(self, n: int = 0) -> None:
        """Run until the window is closed; turtle calls it like that."""
        program = program_here()
        if program is None:
            self._real.mainloop(n)
        else:
            self._loop(program, self)

    def _shared(self, function: Callable[..., Any], *args: Any) -> Any:
        if self._is_over:
            if args[:2] == ("info", "exists"):
                return False
            raise self._error(GONE)
        program = program_here()
        if program is None:
            return function(*args)
        if get_ident() != self._home:
            return self._ask(program, Asked(lambda: function(*args)))
        if args and isinstance(args[0], str) and args[0] in WAITS:
            return self._wait(program, lambda: function(*args), args)
        return function(*args)

    def _ask(self, program: Program, asked: Asked) -> Any:
        self._asked.append(asked)
        until_s = program.clock.monotonic() + PATIENCE_S
        while not asked.done:
            if program.clock.monotonic() >= until_s:
                with suppress(ValueError):
                    self._asked.remove(asked)
                raise RuntimeError(NO_LOOP)
            program.clock.sleep(UPDATE_S)
        return asked.result()

    def _wait(self, program: Program, call: Callable[[], Any], args: tuple[Any, ...]) -> Any:
        """Let Tcl look for events; in between, a frame of the board's time goes by each time."""
        later, name = _later_of(self), f"board_waits{next(self._waits)}"
        ended: list[BaseException] = []

        def step() -> None:
            try:
                program.clock.sleep(FRAME_S)
                self.answer()
                later.run(program.clock.monotonic())
            except BaseException as error:  # it may not go through Tcl, which waits on
                ended.append(error)
                self._end(args)
            else:
                self._real.call("after", 1, name)

        self._real.createcommand(name, step)
        self._real.call("after", 1, name)
        try:
            result = call()
        finally:
            self._real.call("after", "cancel", name)
            self._real.deletecommand(name)
        if ended:
            raise ended[0]
        return result

    def _end(self, args: tuple[Any, ...]) -> None:
        """Let what waits come to its end."""
        if args[0] in DIALOGS:
            for variable in CHOSEN:
                self._real.call("set", f"::tk::Priv({variable})", "")
        elif args[:2] in (("tkwait", "window"), ("tkwait", "visibility")):
            self._real.call("destroy", args[2])
        else:
            self._real.call("set", args[-1], 0)


_kept: list[BoardTcl] = []  # all interpreters of programs: Tcl ends the process when another thread collects one
_later: dict[int, tuple[Any, Later]] = {}  # by the interpreter, which is kept so that its number stays its own


def close_all() -> None:
    """The program is over, and its windows go."""
    for each in _kept:
        each.close()
    _later.clear()
    if _kept and "tkinter" in sys.modules:
        vars(sys.modules["tkinter"])["_default_root"] = None


def _of(widget: Any) -> Later:
    return _later_of(widget.tk)


def _later_of(tk: Any) -> Later:
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
        "mainloop": partial(_here_or, lambda program, widget, n=0: loop(program, widget.tk)),
        "quit": partial(_here_or, _quit),
        "after": partial(_here_or, _after),
        "after_idle": partial(_here_or, _after_idle),
        "after_cancel": _cancelling,
        "update": _updating,
    }
    for name, make in makers.items():
        setattr(misc, name, make(getattr(misc, name)))
    window: Any = vars(module)["Tk"]
    window.__init__ = _opening(module, window.__init__, loop)
    real_main = vars(module)["mainloop"]
    vars(module)["mainloop"] = lambda n=0: (
        vars(module)["_default_root"].mainloop(n) if program_here() is not None else real_main(n)
    )


def _opening(
    module: ModuleType, real: Callable[..., None], loop: Callable[[Program, Any], None]
) -> Callable[..., None]:
    def __init__(widget: Any, *args: Any, **named: Any) -> None:
        real(widget, *args, **named)
        if program_here() is not None:
            widget.tk = BoardTcl(widget.tk, loop, vars(module)["TclError"])

    return __init__


def _answer(tk: Any) -> None:
    if isinstance(tk, BoardTcl):
        tk.answer()


def _here_or(ours: Callable[..., Any], real: Callable[..., Any]) -> Callable[..., Any]:
    def call(widget: Any, *args: Any, **named: Any) -> Any:
        program = program_here()
        return real(widget, *args, **named) if program is None else ours(program, widget, *args, **named)

    return call


def _looping(error: Any) -> Callable[[Program, Any], None]:
    def mainloop(program: Program, tk: Any) -> None:
        later = _later_of(tk)
        later.stopped = False
        while not later.stopped:
            try:
                while tk.dooneevent(DONT_WAIT):
                    pass
                _answer(tk)
                later.run(program.clock.monotonic())
                tk.call("winfo", "pointerx", ".")  # the screen answers, so what was drawn is there
            except error:  # the window was closed
                with suppress(KeyError):
                    del _later[id(tk)]
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
            _answer(widget.tk)
            _of(widget).run(program.clock.monotonic())

    return update
