"""Libraries that import what a browser's Python has not: they can be imported there, and what is missing is told."""

import importlib
import sys
import threading
import types

import pytest

from classroom.browser.own_programs.library_imports import LibraryImports
from classroom.browser.own_programs.linux_errors import accept_linux_numbers


@pytest.fixture
def as_in_a_browser(monkeypatch):
    """No module of luma is loaded, and none of those that a browser lacks can be."""
    pytest.importorskip("luma.core")
    for name in list(sys.modules):
        if name.partition(".")[0] in ("luma", "multiprocessing", "cbor2"):
            monkeypatch.delitem(sys.modules, name)
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith("luma"):
            del sys.modules[name]


@pytest.mark.usefixtures("as_in_a_browser")
def test_luma_is_imported_and_says_what_is_missing_when_it_is_asked_for() -> None:
    with LibraryImports():
        serial = importlib.import_module("luma.core.interface.serial")
        fonts = importlib.import_module("luma.core.bitmap_font")
    assert {"multiprocessing", "cbor2"} & sys.modules.keys() == set()
    with pytest.raises(ModuleNotFoundError) as missing:
        fonts.bitmap_font().loads(b"")
    assert missing.value.name == "cbor2"
    with pytest.raises(ModuleNotFoundError) as missing:
        serial.pca9633.transition.Process(target=print)
    assert missing.value.name == "multiprocessing"


@pytest.mark.usefixtures("as_in_a_browser")
def test_without_threads_luma_does_its_tasks_at_once() -> None:
    running, done = threading.active_count(), []
    with LibraryImports():
        virtual = importlib.import_module("luma.core.virtual")
    virtual.pool.add_task(done.append, 7)
    assert done == [7]
    virtual.pool.wait_completion()
    assert threading.active_count() == running


def test_a_missing_file_of_the_board_is_no_file_where_the_numbers_of_errors_differ(monkeypatch) -> None:
    module = types.ModuleType("pathlib._abc")
    vars(module)["_IGNORED_ERRNOS"] = (44, 54)  # emscripten's
    monkeypatch.setitem(sys.modules, module.__name__, module)
    accept_linux_numbers()
    accept_linux_numbers()
    assert vars(module)["_IGNORED_ERRNOS"] == (44, 54, 2)
