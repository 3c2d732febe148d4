"""`--forks N`: the tests are collected once, then N copies of the process run them, a file in one.

xdist's processes each import and collect all of the tests for themselves, a third of all that the everyday suite costs.
This needs fork(), so Windows and macOS keep xdist; both share the tests out as tests/_shares.py says.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, NoReturn

import pytest

from tests._shares import group_of

PASSED = "passed"


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run what was collected in as many copies of this process as asked for; without `--forks` leave it to pytest."""
    forks = session.config.getoption("--forks")
    if forks < 2 or session.config.option.collectonly or session.testsfailed:
        return None
    groups: dict[str, list[pytest.Item]] = {}
    for item in session.items:
        groups.setdefault(group_of(item.nodeid), []).append(item)
    last = list(groups.values())[-1:]  # conftest.py has a reason for it
    first = sorted((group for group in groups.values() if group not in last), key=len, reverse=True)
    Parent(session, [*first, *last]).run(forks)
    return True


@dataclass
class Child:
    """A copy of this process, with what it was given, in its order, and has not said that it is done with."""

    pid: int
    link: Connection
    todo: deque[pytest.Item] = field(default_factory=deque)


class Parent:
    """Gives groups of tests to its children one at a time, and tells pytest what they report."""

    def __init__(self, session: pytest.Session, groups: list[list[pytest.Item]]) -> None:
        self.session, self.config = session, session.config
        self.groups = deque(groups)
        self.index = {id(item): place for place, item in enumerate(session.items)}
        self.base = self.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        self.children: list[Child] = []
        self.begun = 0

    def run(self, forks: int) -> None:
        """Go on until every test has run, or pytest wants no more; a child never outlives this."""
        try:
            for _ in range(forks):
                self.fork()
            while self.children:
                links = {id(child.link): child for child in self.children}
                for link in wait([child.link for child in self.children]):
                    self.hear(links[id(link)])
        finally:
            for child in self.children:  # only after Ctrl-C: what it sends next finds nobody, and it ends
                child.link.close()
                os.waitpid(child.pid, 0)
        if self.session.shouldfail:
            raise self.session.Failed(self.session.shouldfail)

    def fork(self) -> None:
        """Start a child."""
        here, there = Pipe()
        self.begun += 1
        pid = os.fork()
        if pid == 0:
            for other in (here, *(child.link for child in self.children)):
                other.close()
            become_child(self.session, there, self.base / f"fork{self.begun}")
        there.close()
        self.children.append(Child(pid, here))

    def hear(self, child: Child) -> None:
        """Take what a child says: a test's reports, or None when it is ready for more."""
        try:
            said = child.link.recv()
            if said is None:
                self.give(child)
                return
        except (EOFError, ConnectionError):
            self.bury(child)
            return
        child.todo.popleft()
        for data in said:
            hook = self.config.hook
            report = hook.pytest_report_from_serializable(config=self.config, data=data)
            hook.pytest_runtest_logreport(report=report)

    def give(self, child: Child) -> None:
        """Send a child the next group, or an empty one: there are no more, or pytest was told to stop."""
        over = self.session.shouldfail or self.session.shouldstop or not self.groups
        group = [] if over else self.groups.popleft()
        child.todo.extend(group)
        child.link.send([self.index[id(item)] for item in group])

    def bury(self, child: Child) -> None:
        """A child that ended with tests still to do was killed by the first of them: say so, and let another go on."""
        code = os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
        child.link.close()
        self.children.remove(child)
        if not child.todo:
            return
        item = child.todo.popleft()
        how = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
        text = f"The process that ran this test ended {how}."
        report = pytest.TestReport(item.nodeid, item.location, {}, "failed", text, "call")
        self.config.hook.pytest_runtest_logreport(report=report)
        if child.todo and not self.session.shouldfail:
            self.groups.appendleft(list(child.todo))
            self.fork()


def become_child(session: pytest.Session, link: Connection, folder: Any) -> NoReturn:
    """Run the tests that come over the link until no more come; never return: pytest ends once, in the parent."""
    code = 1
    try:
        config = session.config
        config.pluginmanager.unregister(name="terminalreporter")
        capture: Any = config.pluginmanager.getplugin("capturemanager")
        capture.stop_global_capturing()  # its file would be the parent's, and its brothers'
        capture.start_global_capturing()
        capture.suspend_global_capture()
        folder.mkdir(mode=0o700)
        config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]
        telling = Telling(config)
        config.pluginmanager.register(telling)
        try:
            item = None
            for following in given(session, link):
                telling.one(item, following, link)
                item = following
            telling.one(item, None, link)
            code = 0
        finally:
            session._setupstate.teardown_exact(None)
    except (KeyboardInterrupt, BrokenPipeError, EOFError):
        pass
    finally:
        os._exit(code)


def given(session: pytest.Session, link: Connection) -> Iterator[pytest.Item]:
    """Yield each test that the parent gives, and ask for the next group only when one is needed."""
    while True:
        link.send(None)
        places = link.recv()
        if not places:
            return
        yield from (session.items[place] for place in places)


class Telling:
    """Collects what pytest reports of a test, and sends it when the test is over."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.reports: list[dict[str, Any]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep a report, as data: how a test failed cannot be sent otherwise."""
        self.reports.append(self.config.hook.pytest_report_to_serializable(config=self.config, report=report))

    def one(self, item: pytest.Item | None, following: pytest.Item | None, link: Connection) -> None:
        """Run a test; the one that follows says which fixtures may stay."""
        if item is not None:
            self.reports = []
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            link.send(self.reports)
