"""A page with a password gives nothing to whoever has neither it nor a link: over real requests."""

import http.client
import re
from urllib.parse import urlencode, urlsplit

import pytest

from hub.access import page_access
from hub.access.page_access import PageAccess, new_link, remove_link, set_password
from hub.page import serving_club
from hub.store.sqlite import SqliteStore

SECRET = "ba con trau den"


@pytest.fixture
def guarded(tmp_path, monkeypatch):
    monkeypatch.setattr(page_access, "ITERATIONS", 10)
    set_password(tmp_path, SECRET)
    store = SqliteStore(tmp_path / "club.sqlite")
    with serving_club(store, access=PageAccess(tmp_path)) as (server, _):
        yield urlsplit(server.url).netloc, tmp_path
    store.close()


def ask(host, path, method="GET", body=None, cookie="", origin=None):
    """(status, headers, body), following nothing."""
    line = http.client.HTTPConnection(host, timeout=10)
    headers = {"cookie": cookie, "origin": f"http://{host}" if origin is None else origin}
    line.request(method, path, body, headers)
    answer = line.getresponse()
    found = answer.status, answer.headers, answer.read()
    line.close()
    return found


def log_in(host, password, **more):
    return ask(host, "/login", "POST", urlencode({"password": password}), **more)


def cookie_of(headers):
    return headers["set-cookie"].partition(";")[0]


@pytest.mark.parametrize(
    "path", ["/", "/node/red-heron", "/compare", "/events", "/summary", "/api/nodes", "/api/series"]
)
def test_nothing_is_given_to_a_stranger(guarded, path):
    host, _ = guarded
    status, headers, body = ask(host, path)
    assert status == 401
    assert headers["content-security-policy"]
    assert (b'"error"' in body) == path.startswith("/api")
    assert ask(host, "/api/stream", "HEAD")[0] == 401


def test_the_password_lets_in_by_a_cookie_that_no_script_and_no_other_site_can_use(guarded):
    host, _ = guarded
    status, headers, _ = log_in(host, SECRET)
    assert (status, headers["location"]) == (303, "/")
    assert re.search(r"httponly", headers["set-cookie"], re.IGNORECASE)
    assert re.search(r"samesite=lax", headers["set-cookie"], re.IGNORECASE)
    cookie = cookie_of(headers)
    status, _, body = ask(host, "/?lang=en", cookie=cookie)
    assert status == 200
    assert b"Log out" in body
    ask(host, "/logout", "POST", cookie=cookie, origin="http://evil.example")
    assert ask(host, "/", cookie=cookie)[0] == 200, "another site logs nobody out"
    ask(host, "/logout", "POST", cookie=cookie)
    assert ask(host, "/", cookie=cookie)[0] == 401


def test_wrong_foreign_and_endless_logins_are_refused(guarded):
    host, _ = guarded
    assert log_in(host, "wrong")[0] == 401
    assert log_in(host, SECRET, origin="http://evil.example")[0] == 403
    assert log_in(host, SECRET + "x" * 10_000)[0] == 401
    codes = {log_in(host, "wrong")[0] for _ in range(12)}
    assert codes == {401, 429}


def test_a_link_lets_a_class_look_and_ends_when_it_is_taken_back(guarded):
    host, folder = guarded
    token = new_link(folder, "class-9a")
    status, headers, _ = ask(host, f"/with/{token}")
    assert (status, headers["location"]) == (303, "/")
    cookie = cookie_of(headers)
    assert ask(host, "/api/nodes", cookie=cookie)[0] == 200
    line = http.client.HTTPConnection(host, timeout=30)
    line.request("GET", "/api/stream", headers={"cookie": cookie})
    stream = line.getresponse()
    remove_link(folder, "class-9a")
    assert ask(host, "/api/nodes", cookie=cookie)[0] == 401
    assert stream.read()[-1:] in (b"\n", b"")  # and so does the open page's stream, with the next message
    line.close()
    assert ask(host, f"/with/{token}")[0] == 401
    assert ask(host, "/with/" + "x" * 500)[0] == 401
