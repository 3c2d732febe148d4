"""A session whose wall clock moves only when it works, and what it has sent."""

import pytest

from classroom.session.session import Session


class Wall:
    """Every look takes a millisecond."""

    now = 100.0

    def __call__(self):
        self.now += 0.001
        return self.now


class Page:
    """The other end of a session: sends orders and keeps what comes."""

    def __init__(self):
        self.sent = []
        self.wall = Wall()
        self.session = Session(self.sent.append, self.wall)

    def ask(self, do, **more):
        """Send an order and give what came back under its id."""
        del self.sent[:]
        self.session.receive({"do": do, "id": "asked", **more})
        return next(each for each in self.sent if each.get("id") == "asked")

    def begin(self, project="gas_alarm", **more):
        """Begin a board, paused."""
        return self.ask("begin", project=project, paused=True, **more)

    def go_on(self, wall_s=None):
        """Let the session work: so many real seconds, or until it waits for a message."""
        until = None if wall_s is None else self.wall.now + wall_s
        while until is None or self.wall.now < until:
            left_s = self.session.go_on()
            if left_s == float("inf"):
                break
            self.wall.now += left_s
        return self.last("now")

    def run_for(self, s):
        """So many virtual seconds, as fast as it goes."""
        self.ask("run_for", s=s)
        return self.go_on()

    def last(self, kind):
        """The last message of a kind, or None."""
        return next((each for each in reversed(self.sent) if each["kind"] == kind), None)

    def text(self, file):
        """The shipped text of a file of the law."""
        return next(each["original"] for each in self.described["files"] if each["path"] == file)


@pytest.fixture
def page():
    """A page without a board yet."""
    found = Page()
    yield found
    found.session.close()


@pytest.fixture
def gas(page):
    """The gas alarm, paused at its first moment."""
    page.described = page.begin()
    return page


@pytest.fixture(scope="module")
def running():
    """One paused board for many tests: it must be as it was after each of them."""
    found = Page()
    found.begin()
    found.go_on()
    yield found
    found.session.close()
