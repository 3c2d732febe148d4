"""The site of all projects, once for a class and once to export."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from classroom.pupil.site import site
from firmware.project import find, names


@pytest.fixture(scope="session")
def exported():
    return site([find(each) for each in names()], ("vi", "en"), in_class=False)


@pytest.fixture(scope="session")
def for_class():
    return site([find(each) for each in names()], ("vi", "en"), in_class=True)


@pytest.fixture(params=["exported", "for_class"])
def whole(request):
    return request.getfixturevalue(request.param)


class Handler(BaseHTTPRequestHandler):
    """Any web server: files, and nothing else."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        file = self.server.files.get(self.path.partition("?")[0].lstrip("/") or "index.html")
        body = b"" if file is None else file.gzip or file.content
        self.send_response(404 if file is None else 200)
        if file is not None:
            self.send_header("content-type", file.kind)
            if file.gzip:
                self.send_header("content-encoding", "gzip")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def served(site):
    """The address of a site, as long as it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.files = True, site.files
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def address(exported):
    """Where the exported site is served."""
    with served(exported) as found:
        yield found


def watched(page):
    """The page, with all that it asked for and what it complained of."""
    page.asked, page.complaints = [], []
    page.set_default_timeout(40_000)
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda line: page.complaints.append(line.text))
    return page


@pytest.fixture
def opened(chromium, address):
    """Open a page of the exported site in a browser of its own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})

    def open_page(path):
        page = watched(context.new_page())
        page.goto(address + path)
        return page

    yield open_page
    context.close()


@pytest.fixture(scope="module")
def begun(chromium, address):
    """A page whose board has begun, for tests that leave it as it is."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = watched(context.new_page())
    page.goto(address + "gas_alarm.vi.html?theme=light")
    page.wait_for_selector("#boot", state="hidden")
    yield page
    context.close()
