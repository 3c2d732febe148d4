"""For all tests: none depends on the machine's speed, the longest begin first, shared fixtures start once."""

import gc
import os
import shutil
import signal
from typing import Any

import pytest
from hypothesis import settings

os.environ.pop("HIGHLAND_COMMAND", None)  # `run.py test` sets it, and texts would then name that command

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell does that to what it starts in the background with &
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("house", deadline=None)  # an old laptop may take its time
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What .ci/run asks for beyond the suite of `run.py test`."""
    parser.addoption("--twice", action="store_true", help="run each program of tests/scripts again: it does the same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first: one that begins last would make the other processes wait."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the tests out as tests/_shares.py says, where a whole file shall go to one process."""
    from tests._shares import ByFile

    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


CHROMIUM = os.environ.get("HIGHLAND_CHROMIUM", "/usr/bin/chromium")  # bench/browser_old.py names another
QUIET = "--no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update"
QUIET += " --disable-sync --disable-gpu"
# Else it asks its maker for updates, and what the fields of a form mean: port 9 of this computer answers nobody.
QUIET += " --component-updater=url-source=http://127.0.0.1:9/ --autofill-server-url=http://127.0.0.1:9/"


@pytest.fixture(scope="session")
def chromium():
    """Debian's browser, driven from outside."""
    if shutil.which(CHROMIUM) is None:
        pytest.skip(f"{CHROMIUM} is not here: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="the extra `test` brings playwright")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield browser
        browser.close()


def pytest_collection_finish() -> None:
    """Thousands of tests that are not run yet need not be looked at again by each garbage collection."""
    gc.collect()
    gc.freeze()
