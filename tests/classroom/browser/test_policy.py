"""The worker's policy: nothing but its own files, whatever a request says of the host."""

import pytest

from classroom.browser.policy import worker_policy


def test_a_worker_may_load_its_files_and_ask_for_nothing_else() -> None:
    assert worker_policy("192.168.1.5:8000", "/static/0a1b") == (
        "default-src 'none'; script-src http://192.168.1.5:8000/static/0a1b/ 'wasm-unsafe-eval'; "
        "connect-src http://192.168.1.5:8000/static/0a1b/"
    )


@pytest.mark.parametrize("host", ["a b", "x; script-src *", "*", "host/../", "", "a:b", "x\r\ny: z"])
def test_a_host_that_is_none_opens_nothing(host: str) -> None:
    assert worker_policy(host, "/static/0a1b/") == "default-src 'none'"
