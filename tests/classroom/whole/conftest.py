"""A class as a school has it: the command on a laptop, and real browsers that come in as pupils and teacher."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

TREE = Path(__file__).parents[3]
LESSON = TREE / "tests" / "classroom" / "lesson" / "flame"
BOOT_MS = 60_000  # on a shared machine; how long it takes on a quiet one: `run.py bench browser_board`


class Laptop:
    """`highland classroom`, as a process of its own."""

    def __init__(self, folder, *words):
        self.command = [sys.executable, "-P", "-m", "highland", "classroom", "--no-browser", "--data", str(folder)]
        self.start(*words)

    def start(self, *words):
        """Open the class, and read what a teacher would read in the window."""
        environment = {**os.environ, "PYTHONPATH": str(TREE), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [*self.command, *words], cwd=TREE, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        said = ""
        for line in self.process.stdout:
            said += line
            if re.search(r"PIN\D*\d{6}", said):
                break
        self.said = said
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", said)[1])
        self.word = re.search(r": ([A-Z]+-[A-Z]+)", said)[1]
        self.pin = re.search(r"PIN\D*(\d{6})", said)[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def end(self, how=signal.SIGINT):
        """As a person ends it, or as a power cut does."""
        self.process.send_signal(how)
        self.process.wait(20)
        self.process.stdout.close()


class Browsers:
    """Pages of one class; what they asked for and what they complained of."""

    def __init__(self, chromium, laptop, stack):
        self.chromium, self.laptop, self.stack = chromium, laptop, stack
        self.hosts, self.complaints, self.may_fail = set(), [], False

    def open(self, address, width=1280, height=800, **more):
        """A browser of somebody's own."""
        context = self.chromium.new_context(viewport={"width": width, "height": height}, **more)
        self.stack.callback(context.close)
        context.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(f"{line.text} {line.location}"))
        page.goto(self.laptop.address + address)
        return page

    def teacher(self):
        """The teacher, after the PIN."""
        page = self.open("/teacher")
        page.fill("#pin", self.laptop.pin)
        page.click("#login button.main")
        page.wait_for_selector("#class:not([hidden])")
        return page

    def pupil(self, name, lang="vi", width=1280):
        """A pupil who has joined and whose board is there."""
        page = self.open(f"/{lang}.html", width)
        page.fill("#name", name)
        page.fill("#word", self.laptop.word.lower())
        page.click("#asked button.main")
        page.wait_for_selector("#boot", state="hidden", timeout=BOOT_MS)
        return page


def free_port():
    """A port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def stack():
    with ExitStack() as found:
        yield found


@pytest.fixture
def open_class(chromium, tmp_path, stack):
    """Open a class with these words of the command, and browsers for it."""

    def opened(*words):
        found = Laptop(tmp_path, *words, "--port", str(free_port()))
        stack.callback(lambda: found.process.poll() is None and found.end())
        return Browsers(chromium, found, stack)

    return opened


@pytest.fixture
def browsers(open_class):
    return open_class("--lesson", str(LESSON), "--lang", "vi", "--name", "8A")
