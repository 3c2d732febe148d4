"""What every page stands on: files, headers, languages, HTML, and the server itself."""

import gzip
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from devices import HighlandError, Message
from web.files import SHARED, Assets
from web.html import Words, _accepted, document, h
from web.server import LOOPBACK, POLICY, Secured, Server, serving

CLUB = Path(__file__).parents[2] / "hub" / "page" / "static"


@pytest.fixture(scope="module")
def assets():
    return Assets({"shared": SHARED / "shared", "uplot": SHARED / "uplot", "club": CLUB})


@pytest.fixture(scope="module")
def url(assets):
    from starlette.applications import Starlette
    from starlette.routing import Route

    app = Starlette(routes=[Route("/static/{digest}/{path:path}", assets.respond)])
    with serving(app) as server:
        yield server.url.rstrip("/")


def get(address, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_a_file_is_kept_for_ever_under_the_address_of_its_content(assets, url):
    address = url + assets.address("shared/page.css")
    status, headers, content = get(address)
    assert status == 200
    assert "immutable" in headers["cache-control"]
    assert headers["content-type"].startswith("text/css")
    packed = get(address, **{"accept-encoding": "gzip"})
    assert packed[1]["content-encoding"] == "gzip"
    assert gzip.decompress(packed[2]) == content
    assert get(address, **{"if-none-match": headers["etag"]})[0] == 304


def test_an_old_address_is_asked_again_and_nothing_else_is_served(url):
    status, headers, _ = get(f"{url}/static/0123/shared/page.css")
    assert (status, headers["cache-control"]) == (200, "no-cache")
    for path in ("../files.py", "..%2ffiles.py", "shared/../../files.py", "uplot/LICENSE", "shared/", ""):
        assert get(f"{url}/static/0123/{path}")[0] == 404, path


def test_other_content_has_another_address(tmp_path):
    addresses = set()
    for text in ("a {}", "b {}"):
        (tmp_path / "page.css").write_text(text, encoding="utf-8")
        addresses.add(Assets({"x": tmp_path}).address("x/page.css"))
    assert len(addresses) == 2


def test_all_files_are_light_and_point_nowhere_else(assets):
    assert assets.size(packed=False) < 131_000
    assert assets.size() < 60_000
    for folder in (SHARED, CLUB):
        for file in folder.rglob("*"):
            if file.suffix in (".js", ".css", ".svg") and file.name != "uPlot.iife.min.js":
                text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
                assert not re.search(
                    r"https?://|@import|innerHTML|insertAdjacentHTML|document\.write|\beval\b", text
                ), file


def test_uplot_is_shipped_with_its_license_and_its_version():
    folder = SHARED / "uplot"
    version = re.search(r"uPlot (\S+) by", (folder / "README.md").read_text(encoding="utf-8"))
    assert version
    assert f"v{version[1]}" in (folder / "uPlot.iife.min.js").read_text(encoding="utf-8")[:300]
    assert "MIT" in (folder / "LICENSE").read_text(encoding="utf-8")


def test_hostile_text_is_escaped_wherever_it_stands():
    page = document(h("p", "<b>&", h("a", "<script>", title='"><x'), "\x00\x1b[31m", "tail<"))
    assert page == (b'<!doctype html>\n<p>&lt;b&gt;&amp;<a title="&quot;&gt;<x">&lt;script&gt;</a>[31mtail&lt;</p>')
    assert document(h("p", "lone \ud800")).endswith(b"?</p>")


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("en-US,en;q=0.9,vi;q=0.1", "en"),
        ("fr,vi;q=0.3,en;q=0.5", "en"),
        ("fr", ""),
        ("", ""),
        ("vi;q=x,;;,en;q=0", ""),
    ],
)
def test_the_browsers_own_language(header, lang):
    assert _accepted(header) == lang


def test_words_and_numbers_in_the_readers_language():
    vietnamese = Words("vi")
    assert vietnamese.number(27.456) == "27,5"
    assert Words("en").number(2140.0) == "2140"
    age = Message("age.min", "{count} min")
    assert vietnamese(age, count=5) == "5 phút"
    assert vietnamese.catalog([age]) == {"age.min": "{count} phút"}  # the page fills in the count itself


async def nothing(scope, receive, send):
    """An app that has no page."""
    while scope["type"] == "lifespan":
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return


def test_it_listens_on_this_computer_only_unless_told_otherwise():
    with serving(nothing) as server:
        assert server.host == LOOPBACK == "127.0.0.1"
        assert server._socket.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_said_and_stopping_twice_is_no_error():
    with serving(nothing) as server:
        with pytest.raises(HighlandError) as error:
            Server(nothing, port=server.port)
        assert str(server.port) in str(error.value)
        assert "Another program" in str(error.value)
        server.stop()
    server.stop()
    with serving(nothing, port=server.port) as again:  # it is free again at once
        assert again.port == server.port


def test_an_app_that_cannot_start_is_an_error_not_a_silence():
    async def broken(scope, receive, send):
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "no"})

    with pytest.raises(HighlandError, match="did not start"), serving(broken):
        pass


def test_an_answer_may_bring_a_policy_of_its_own():
    """A printed page has its style inside; two policies would both hold, and it would be bare."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    own = {"content-security-policy": "default-src 'none'"}
    routes = [
        Route("/own", lambda request: PlainTextResponse("", headers=own)),
        Route("/usual", lambda request: PlainTextResponse("")),
    ]
    with serving(Secured(Starlette(routes=routes))) as server:
        for path, policy in (("own", own["content-security-policy"]), ("usual", POLICY)):
            headers = get(server.url + path)[1]
            assert headers.get_all("content-security-policy") == [policy]
            assert headers.get_all("x-frame-options") == ["DENY"]
