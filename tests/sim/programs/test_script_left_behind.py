"""What a program leaves behind holds up no end: `__del__`, `finally`, handlers; nor what waits in real time forever."""

import builtins
import faulthandler
import os
import signal
import sys
from contextlib import suppress
from math import inf

import pytest

from highland import script
from highland.__main__ import main
from sim.programs import left_behind, limit
from sim.programs.script import ScriptRequest, run_script

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # in a __del__
ON_AND_ON = "exec('while not builtins.enough: pass')"  # its loops say nothing of their turns: time stands still
DEL = f"import builtins\nclass Kept:\n    def __del__(self, builtins=builtins):\n        {ON_AND_ON}\nkept = Kept()\n"
CYCLE = DEL + "kept.itself = kept\nimport sys\nsys.kept_here = kept\n"
FINALLY = f"""
import builtins
def steps(builtins):
    try:
        yield
    finally:
        {ON_AND_ON}
kept = steps(builtins)
next(kept)
"""
WEAK = f"""
import builtins, weakref
class Kept: pass
kept = Kept()
def gone(_, builtins=builtins):
    {ON_AND_ON}
reference = weakref.ref(kept, gone)
"""
HANDLER = f"""
import builtins, logging
class Handler(logging.Handler):
    def close(self, builtins=builtins):
        {ON_AND_ON}
logging.getLogger().addHandler(Handler())
"""
CLOSE = f"""
import builtins
from gpiozero import LED
class Lamp(LED):
    def close(self, builtins=builtins):
        while not builtins.enough:
            try:
                {ON_AND_ON}
            except BaseException:
                pass
lamp = Lamp(17)
lamp.on(); lamp.off()
"""
UNSAID = f"""
import builtins
class Odd(Exception):
    def __str__(self):
        {ON_AND_ON}
        return ""
raise Odd
"""


@pytest.fixture
def stuck(tmp_path, monkeypatch):
    """Runs the program; what is to end the process lets it go instead."""
    monkeypatch.setattr(limit, "LOOK_S", 0.001)
    monkeypatch.setattr(builtins, "enough", False, raising=False)
    monkeypatch.setattr(sys, "kept_here", None, raising=False)

    def run(text, left_s=0.001, **asked):
        monkeypatch.setattr(left_behind, "LEFT_S", left_s)
        found = []

        def end(result):
            if not found:
                found.append((result.ended, result.exit_code, result.left and result.left.key))
                found.append(result.trace and result.trace.read_text(encoding="utf-8").count("gpio17"))
            builtins.enough = True

        file = tmp_path / "stuck.py"
        file.write_text(text, encoding="utf-8")
        run_script(ScriptRequest(file, for_s=1.0, speed=inf, **asked), lambda _: None, end)
        return found

    return run


@pytest.mark.parametrize("text", [DEL, FINALLY, WEAK, HANDLER, CLOSE])
def test_what_a_program_leaves_behind_is_ended_and_said(stuck, text):
    assert stuck(text) == [("end", 0, "script.left_behind"), None]


def test_an_error_whose_words_never_come_is_still_an_error(stuck):
    assert stuck(UNSAID) == [("error", 1, "script.left_behind"), None]


def test_the_trace_of_a_program_that_is_ended_is_kept(stuck, tmp_path):
    assert stuck(CLOSE, trace=tmp_path / "t.csv") == [("end", 0, "script.left_behind"), 3]


def test_a_handler_that_fails_when_it_is_closed_ends_nothing(stuck):
    assert stuck(HANDLER.replace(ON_AND_ON, "raise KeyError('closed')"), left_s=60.0) == []


ASLEEP = """
import builtins, time
from gpiozero import LED
class Lamp(LED):
    def close(self):
        while True:
            time.sleep(1e6)
lamp = Lamp(17)
"""


@pytest.mark.parametrize("text", [ASLEEP, UNSAID.replace(ON_AND_ON, "while True: __import__('time').sleep(1e6)")])
def test_what_sleeps_on_and_on_ends_with_virtual_time(tmp_path, text):
    file = tmp_path / "stuck.py"
    file.write_text(text, encoding="utf-8")
    result = run_script(ScriptRequest(file, for_s=1.0), lambda _: None, lambda _: None)
    assert (result.left.key, result.exit_code) == ("script.left_behind", int(text is not ASLEEP))


def test_a_device_that_fails_when_the_board_is_switched_off_is_no_fault_of_ours(stuck):
    text = CLOSE[: CLOSE.index("        while")] + "        raise KeyError('closed')\nlamp = Lamp(17)\n"
    assert stuck(text, left_s=60.0) == []


@pytest.fixture
def leave(monkeypatch):
    left = []

    def leave(code):
        left.append(code)
        builtins.enough = True

    monkeypatch.setattr(builtins, "enough", False, raising=False)
    monkeypatch.setattr(left_behind, "LEFT_S", 0.001)
    monkeypatch.setattr(script, "LEAVE", leave)
    monkeypatch.setattr(sys, "kept_here", None, raising=False)
    return left


def test_what_lives_longer_than_its_program_cannot_hold_up_the_process(tmp_path, leave, monkeypatch):
    monkeypatch.setattr("atexit._run_exitfuncs", lambda: None)
    monkeypatch.setattr(left_behind, "LEFT_S", 60.0)
    file = tmp_path / "kept.py"
    file.write_text(CYCLE, encoding="utf-8")
    assert main(["script", str(file), "--for", "1s"]) == 0
    assert leave == []
    monkeypatch.setattr(left_behind, "LEFT_S", 0.001)
    sys.kept_here = None
    with suppress(AssertionError):  # the process would be over
        script.leave(7)
    assert leave[0] == 7
    assert len(leave) >= 2, "once from outside, while it still ran"


def test_the_report_needs_nothing_of_the_program(tmp_path, leave, capsys):
    """Its own stdout may run on and on, too."""
    file = tmp_path / "own.py"
    own = f"class Own:\n    def write(self, text='', builtins=builtins):\n        {ON_AND_ON}\n    flush = write\n"
    file.write_text(f"{CLOSE}import sys\n{own}sys.stdout = Own()\n", encoding="utf-8")
    assert main(["script", str(file), "--for", "1s"]) == 0
    assert leave[0] == 0
    assert "What the program left behind did not end" in capsys.readouterr().err


class NoClock:
    def monotonic(self):
        return 0.0

    def at(self, *_):
        return None


class Quiet:
    presses = 0


class Limit:
    for_s, virtual_s, reached, presses = 300.0, 0.0, False, 0


def test_a_program_that_waits_in_real_time_for_ever_has_as_much_of_it_as_it_was_given(monkeypatch):
    monkeypatch.setattr(limit.REAL_TIME, "monotonic", lambda: 0.0)
    monkeypatch.setattr("sys.__stdin__", None)
    asked = Limit()
    still = limit.Standstill(asked)
    assert not still.is_over(299.0)
    asked.virtual_s = 1.0
    assert not still.is_over(300.0), "it went on"
    assert not still.is_over(599.0)
    assert still.is_over(600.0)


def test_a_handler_that_never_returns_gets_ctrl_c_again_by_the_real_clock(monkeypatch):
    """It can make virtual time so slow that the next Ctrl-C there takes half an hour."""
    monkeypatch.setattr(limit.REAL_TIME, "monotonic", lambda: 0.0)
    asked = Limit()
    still = limit.Standstill(asked)
    asked.reached, asked.presses = True, 1
    assert not still.is_over(500.0)
    asked.virtual_s = 7.0
    assert not still.is_over(529.0)
    assert still.is_over(530.0)
    asked.presses = 2
    assert not still.is_over(531.0)
    assert still.is_over(561.0)


@pytest.mark.parametrize(("at_terminal", "is_over"), [(True, False), (False, True)])
def test_whoever_sits_at_a_terminal_may_take_all_the_time(monkeypatch, at_terminal, is_over):
    class Keyboard:
        closed = False

        def isatty(self):
            return at_terminal

    monkeypatch.setattr("sys.__stdin__", Keyboard())
    monkeypatch.setattr(limit.REAL_TIME, "monotonic", lambda: 0.0)
    assert limit.Standstill(Limit()).is_over(1e6) is is_over


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="Windows wakes no thread")
def test_the_reader_of_an_empty_pipe_ends_after_its_time(stuck, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.__stdin__", None)
    monkeypatch.setattr(limit, "BLOCKED_S", 0.0)
    file = tmp_path / "pipe.py"
    file.write_text("import os\nfrom_it, to = os.pipe()\nos.read(from_it, 1)\n", encoding="utf-8")
    result = run_script(ScriptRequest(file, for_s=0.01), lambda _: None, lambda _: None)
    assert (result.ended, result.ending.key) == ("limit", "script.at_limit")


def test_who_ignores_that_is_ended():
    asked, pressed = limit.TimeLimit(NoClock(), 1.0, bool), []
    for _ in range(limit.PRESSES + 1):
        asked.press_from_outside(lambda: pressed.append(asked.forced))
    assert (asked.reached, pressed) == (True, [0, 0, 0, limit.PRESSES])


def test_the_alarm_of_a_program_is_not_ours(stuck):
    """One that is switched off would let a C function run on and on."""
    text = "import faulthandler\nfaulthandler.dump_traceback_later(9)\nfaulthandler.cancel_dump_traceback_later()\n"
    cancel = faulthandler.cancel_dump_traceback_later
    text += "assert faulthandler.dump_traceback_later is faulthandler.cancel_dump_traceback_later\n"
    assert stuck(text, left_s=60.0) == []
    assert faulthandler.cancel_dump_traceback_later is cancel


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="Windows has other pipes")
@pytest.mark.parametrize("closes", [True, False])
def test_a_second_ctrl_c_is_heard_whatever_the_program_closes(monkeypatch, closes):
    last = limit.LastResort(limit.TimeLimit(NoClock(), 1e9, bool), Quiet(), lambda _: None)
    monkeypatch.setattr(limit, "LOOK_S", 60.0)  # the test looks
    with last:
        if closes:
            os.close(last._from)
            os.close(last._to)
        else:
            signal.set_wakeup_fd(-1)
        assert last._signals() == b""
        ours, theirs = os.pipe()
        assert signal.set_wakeup_fd(theirs) == -1
        os.write(last._to, bytes([signal.SIGINT]))
        assert last._signals() == os.read(ours, 9) == bytes([signal.SIGINT])
        assert signal.set_wakeup_fd(-1) == theirs
        os.close(ours)
        os.close(theirs)
    assert signal.set_wakeup_fd.__module__ == "_signal"


def test_all_files_may_be_closed_at_the_end(monkeypatch):
    monkeypatch.setattr(limit, "LOOK_S", 60.0)
    with limit.LastResort(limit.TimeLimit(NoClock(), 1e9, bool), Quiet(), lambda _: None) as last:
        os.close(last._from)


@pytest.mark.parametrize("text", [DEL, DEL + "kept.itself = kept\n"])
def test_a_check_of_such_a_program_ends_and_says_so(tmp_path, monkeypatch, capsys, text):
    left = []

    def leave(code):
        left.append(code)
        builtins.enough = True

    monkeypatch.setattr(builtins, "enough", False, raising=False)
    monkeypatch.setattr(left_behind, "LEFT_S", 0.001)
    monkeypatch.setattr("highland.check.LEAVE", leave)
    file = tmp_path / "kept.py"
    file.write_text(text, encoding="utf-8")
    main(["check", str(file)])
    assert left[0] == 1
    assert "What the program left behind did not end" in capsys.readouterr().err


def test_the_interpreters_own_alarm_is_set_again_when_the_last_resort_has_ended_it(tmp_path, monkeypatch):
    """There is one alarm; without it a C function in a `__del__` would run on and on."""
    set_for, cancel = [], faulthandler.cancel_dump_traceback_later
    monkeypatch.setattr(faulthandler, "dump_traceback_later", lambda seconds, **_: set_for.append(seconds))
    monkeypatch.setattr(faulthandler, "cancel_dump_traceback_later", lambda: (set_for.append(None), cancel()))
    file = tmp_path / "short.py"
    file.write_text("pass\n", encoding="utf-8")
    run_script(ScriptRequest(file, for_s=1.0), lambda _: None, lambda _: None)
    assert set_for == [limit.DEAF_S, None, left_behind.LEFT_S + left_behind.DEAF_S, None]
