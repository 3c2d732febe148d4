"""A law that loops without an end is interrupted in its loop, and says until then that it is alive."""

import importlib.machinery
import types

import pytest

from classroom.browser.law_watch import JUMPS, LOOK_EVERY, LawWatch
from classroom.session.law_files import COPIES

CODE = (lambda: None).__code__


def test_a_loop_without_an_end_gives_signs_of_life_until_it_is_interrupted_and_none_after():
    now_s, signs = 0.0, []
    watch = LawWatch(lambda: signs.append(now_s), lambda: now_s)
    watch.begins()

    def loop_for(seconds):
        nonlocal now_s
        for _ in range(round(seconds * 8)):
            now_s += 0.125
            for _ in range(JUMPS // 5 // LOOK_EVERY * LOOK_EVERY):
                watch._jumped(CODE, 20, 10)

    with pytest.raises(KeyboardInterrupt):
        loop_for(5.0)
    assert now_s == 1.625
    assert signs == [0.375, 0.75, 1.125, 1.5, 1.625]
    with pytest.raises(KeyboardInterrupt):  # a law that caught it
        loop_for(1.0)
    assert len(signs) == 5


def test_only_while_the_files_of_a_law_run_nothing_else_does(tmp_path):
    told = []

    class Loader(importlib.machinery.SourceFileLoader):
        pass

    LawWatch(lambda: None, runs=lambda: told.append("runs"), ran=lambda: told.append("ran")).watch(Loader)
    copy = tmp_path / f"{COPIES}1"
    copy.mkdir()
    (copy / "law.py").write_text("LIMIT = 1\n", encoding="utf-8")
    (copy / "control.py").write_text("imported()\ntold.append('rest of control')\n", encoding="utf-8")

    def imported(name):
        def load():
            loader = Loader(name, str(copy / f"{name}.py"))
            module = types.ModuleType(name)
            module.__dict__.update(imported=imported("law") if name == "control" else None, told=told)
            loader.exec_module(module)

        return load

    imported("control")()
    assert told == ["runs", "runs", "rest of control", "ran"]
