"""Real windows of tkinter on a screen that nobody sees: what waits inside Tcl, and threads that use a window."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from devices import Message
from sim.programs.script import ScriptRequest, ScriptResult, run_script

pytest.importorskip("_tkinter", reason="Python on this computer has no windows")


def run(tmp_path: Path, text: str, told: list[Message] | None = None, **asked: Any) -> ScriptResult:
    file = tmp_path / "program.py"
    file.write_text(dedent(text), encoding="utf-8")
    return run_script(ScriptRequest(file, **asked), (told if told is not None else []).append)


@pytest.fixture
def shown(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", screen)


WAITS = """
    import time
    import tkinter as tk
    from tkinter import messagebox, simpledialog
    window = tk.Tk()
    variable = tk.IntVar()
    def tick():
        print(f"{{time.monotonic() - start:.0f}}")
        window.after(1000, tick)
    start = time.monotonic()
    tick()
    try:
        {wait}
    except KeyboardInterrupt:
        print("Ctrl-C")
        raise
    """


@pytest.mark.examples(1)
@pytest.mark.parametrize(
    "wait",
    [
        "messagebox.showinfo('lamp', 'it is on')",
        "messagebox.askyesno('lamp', 'on?')",
        "window.wait_variable(variable)",
        "window.wait_window(tk.Toplevel(window))",
        "simpledialog.askinteger('lamp', 'how bright?')",
    ],
)
@pytest.mark.usefixtures("shown")
def test_time_goes_on_while_a_program_waits_for_somebody_and_ctrl_c_ends_it(tmp_path, capsys, wait):
    result = run(tmp_path, WAITS.format(wait=wait), for_s=3.5)
    assert capsys.readouterr().out.split() == ["0", "1", "2", "3", "Ctrl-C"]
    assert (result.ended, result.error) == ("limit", None)


@pytest.mark.usefixtures("shown")
def test_what_was_waited_for_comes_back(tmp_path, capsys):
    run(
        tmp_path,
        """
        import tkinter as tk
        from tkinter import messagebox
        window = tk.Tk()
        window.after(1500, lambda: window.tk.call("set", "::tk::Priv(button)", "yes"))
        print(messagebox.askyesno("lamp", "on?"))
        chosen = tk.IntVar()
        window.after(500, chosen.set, 7)
        window.wait_variable(chosen)
        print(chosen.get())
        """,
        for_s=10.0,
    )
    assert capsys.readouterr().out == "True\n7\n"


@pytest.mark.usefixtures("shown")
def test_a_thread_gets_an_answer_and_its_errors_and_no_window_without_its_loop(tmp_path, capsys):
    run(
        tmp_path,
        """
        import threading
        import time
        import tkinter as tk
        window = tk.Tk()
        label = tk.Label(window, text="old")
        def work():
            label["text"] = "new"
            print(label["text"])
            try:
                label["nothing"] = 1
            except tk.TclError as error:
                print("unknown option" in str(error))
        def too_early():
            try:
                label["text"] = "never"
            except RuntimeError as error:
                print(error)
        early = threading.Thread(target=too_early)
        early.start()
        early.join()
        threading.Thread(target=work).start()
        window.after(1000, window.destroy)
        window.mainloop()
        """,
        for_s=10.0,
    )
    assert capsys.readouterr().out == "main thread is not in main loop\nnew\nTrue\n"


@pytest.mark.usefixtures("shown")
def test_an_error_behind_a_button_is_told_and_the_window_stays(tmp_path, capsys):
    result = run(
        tmp_path,
        """
        import tkinter as tk
        window = tk.Tk()
        button = tk.Button(window, command=lambda: 1 / 0)
        window.after(500, button.invoke)
        window.after(1000, lambda: print("still here"))
        window.mainloop()
        """,
        for_s=2.0,
    )
    out, errors = capsys.readouterr()
    assert (out, result.ended) == ("still here\n", "limit")
    assert "ZeroDivisionError" in errors


def test_without_a_screen_one_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    result = run(tmp_path, "import tkinter\ntkinter.Tk()")
    assert result.error is not None
    assert "no screen" in result.error.hint.render()


WRITES = """
    import threading, time
    import tkinter as tk
    window = tk.Tk()
    text = tk.Label(window)
    number = tk.IntVar()
    text.pack()
    def write():
        while True:
            text.config(text="x")
            time.sleep(0.1)
    threading.Thread(target=write, daemon=True).start()
    window.mainloop()
    """
COLLECTS = """
    import gc, pathlib, sys, threading
    from sim.programs.script import ScriptRequest, run_script
    gc.disable()
    run_script(ScriptRequest(pathlib.Path(sys.argv[1]), for_s=1.0), lambda message: None)
    collector = threading.Thread(target=gc.collect)
    collector.start()
    collector.join()
    """


def test_what_is_left_of_a_window_may_be_collected_by_any_thread(screen: str, tmp_path: Path) -> None:
    """Tcl ends the whole process when another thread than its own collects it."""
    file = tmp_path / "program.py"
    file.write_text(dedent(WRITES), encoding="utf-8")
    environment = os.environ | {"DISPLAY": screen}
    command = [sys.executable, "-c", dedent(COLLECTS), str(file)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
