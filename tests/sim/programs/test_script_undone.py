"""Nothing of a program stays behind in the process, and a pupil's files with our names harm nobody."""

import atexit
import builtins
import logging
import os
import random
import signal
import sys
import threading
import time
import warnings

import pytest


def state():
    return {
        "argv": list(sys.argv),
        "path": list(sys.path),
        "main": sys.modules["__main__"],
        "stdout": sys.stdout,
        "excepthook": sys.excepthook,
        "environ": dict(os.environ),
        "cwd": os.getcwd(),
        "sigint": signal.getsignal(signal.SIGINT),
        "luck": random.getstate(),
        "handlers": list(logging.getLogger().handlers),
        "level": logging.getLogger().level,
        "register": atexit.register,
        "open": builtins.open,
        "import": builtins.__import__,
        "sleep": time.sleep,
        "filters": list(warnings.filters),
        "recursion": sys.getrecursionlimit(),
        "trace": sys.gettrace(),
    }


MESS = """
import atexit, logging, os, random, signal, sys, warnings
sys.path.append("nowhere"); sys.argv.clear()
os.environ["MINE"] = "1"; os.environ.pop("PATH", None); os.chdir("/")
signal.signal(signal.SIGINT, signal.SIG_IGN)
random.seed(5)
logging.basicConfig(level=logging.DEBUG)
logging.getLogger("my.log").addHandler(logging.StreamHandler())
warnings.simplefilter("ignore")
sys.setrecursionlimit(3000)
sys.excepthook = print
sys.stdout = sys.stderr
atexit.register(print, "bye")
raise SystemExit
"""


@pytest.mark.proof
@pytest.mark.parametrize("text", [MESS, MESS.replace("raise SystemExit", "1 / 0"), "x = ("])
def test_the_process_is_as_it_was(run, text):
    run("pass")  # gpiozero and the stand-ins are imported once and stay
    before, threads = state(), threading.active_count()
    run(text)
    after = state()
    assert {name for name in before if before[name] != after[name]} == set()
    assert threading.active_count() == threads
    assert "my.log" not in logging.Logger.manager.loggerDict or not logging.getLogger("my.log").handlers


def test_modules_of_its_folder_are_forgotten(run, tmp_path, capsys):
    (tmp_path / "my_parts.py").write_text("print('imported')\n", encoding="utf-8")
    run("import my_parts")
    assert "my_parts" not in sys.modules
    run("import my_parts")
    assert capsys.readouterr().out == "imported\n" * 2


def test_a_library_that_holds_our_wires_is_forgotten(run, tmp_path, monkeypatch):
    library = tmp_path / "site-packages" / "lcd_library"
    library.mkdir(parents=True)
    (library / "__init__.py").write_text("from . import gpio\n", encoding="utf-8")
    (library / "gpio.py").write_text("import RPi.GPIO as GPIO\n", encoding="utf-8")
    (library.parent / "plain_library.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(library.parent))
    run("import lcd_library, plain_library")
    assert not [name for name in sys.modules if name.startswith("lcd_library")]
    assert sys.modules.pop("plain_library")
    assert "RPi" not in sys.modules


@pytest.mark.proof
def test_a_pupils_sim_and_devices_and_projects_are_theirs(run, tmp_path, capsys):
    """Also while they are being imported, our own parts find our own rooms."""
    import sim

    (tmp_path / "sim.py").write_text(
        "import time\nfrom gpiozero import LED\ntime.sleep(1)\nLED(5).on()\nNAME = 'my sim'\n", encoding="utf-8"
    )
    (tmp_path / "devices.py").write_text("NAME = 'my devices'\n", encoding="utf-8")
    (tmp_path / "projects").mkdir()
    (tmp_path / "projects" / "__init__.py").write_text("from .deep import NAME\n", encoding="utf-8")
    (tmp_path / "projects" / "deep.py").write_text("import devices\nNAME = devices.NAME + ', deep'\n", encoding="utf-8")
    result = run(
        """
        import sim, devices, projects
        from projects import deep
        import adafruit_dht, board
        print(sim.NAME, devices.NAME, projects.NAME, deep.NAME, sep="; ")
        print(adafruit_dht.DHT22(board.D4).humidity)
        import sim as again
        print(again is sim)
        """
    )
    assert result.error is None
    assert capsys.readouterr().out == "my sim; my devices; my devices, deep; my devices, deep\n80.1\nTrue\n"
    assert sys.modules["sim"] is sim
    assert "projects.deep" not in sys.modules


def test_without_such_files_import_is_pythons_own(run, capsys):
    run("import builtins\nprint(type(builtins.__import__).__name__)")
    assert capsys.readouterr().out == "builtin_function_or_method\n"
