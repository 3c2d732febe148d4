"""For all tests: none depends on the machine's speed, the longest begin first, shared fixtures start once."""

import gc
import os
import shutil
import signal
import subprocess
from collections import Counter
from typing import Any

import pytest
from hypothesis import settings

from tests._forks import pytest_runtestloop as pytest_runtestloop

os.environ.pop("HIGHLAND_COMMAND", None)  # `run.py test` sets it, and texts would then name that command

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell does that to what it starts in the background with &
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("house", deadline=None)  # an old laptop may take its time
settings.load_profile("house")

LEFT_TO_CI = (
    "run.py test without words: the everyday suite. Left to .ci/run: `-m proof`, the whole of what the suite shows by "
    "example (each further program of tests/scripts, whole hours, rarer breakages), and `-m long` (pages in Chromium, "
    "the steps of the docs). Left to whoever makes a release: `-m minutes`"
)
SLOWING = "tests/flash/test_update_power_cuts.py"  # its audit hook stays in the process, and slows every call of id()


def pytest_addoption(parser: pytest.Parser) -> None:
    """What .ci/run asks for beyond the everyday suite of `run.py test`; `--help` says what that one leaves out."""
    group = parser.getgroup("highland", LEFT_TO_CI)
    again = "run each program of tests/scripts again, or with =few some of every kind: it does the same"
    group.addoption("--twice", nargs="?", const="all", choices=("all", "few"), help=again)
    group.addoption("--forks", type=int, default=0, help="collect once, then run in so many copies, a file in one")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Beyond its `examples` a test is a proof. Long tests first: the others would wait for one that begins last."""
    seen: Counter[str] = Counter()
    for item in items:
        examples = item.get_closest_marker("examples")
        if examples is not None:
            test = item.nodeid.partition("[")[0]
            seen[test] += 1
            if seen[test] > examples.args[0]:
                item.add_marker("proof")
    items.sort(key=lambda item: (item.get_closest_marker("long") is None, item.nodeid.startswith(SLOWING)))


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


@pytest.fixture(scope="session")
def screen():
    """The name of a screen that nobody sees, for programs with windows."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not here: apt-get install xvfb")
    told, tells = os.pipe()
    command = ["Xvfb", "-displayfd", str(tells), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(tells,), stderr=subprocess.DEVNULL) as server:
        os.close(tells)
        with os.fdopen(told, encoding="ascii") as line:
            yield f":{line.readline().strip()}"
        server.terminate()


def pytest_collection_finish() -> None:
    """Thousands of tests that are not run yet need not be looked at again by each garbage collection."""
    gc.collect()
    gc.freeze()
