"""A whole board in a real browser, under the worker's own policy."""

import pytest

pytestmark = pytest.mark.long


@pytest.fixture
def page(chromium, board_server):
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(board_server.address)
    page.wait_for_function("window.isHere")
    yield page
    context.close()


def test_a_board_runs_in_the_page_and_the_second_start_is_quick_and_loads_nothing(page, board_server) -> None:
    board_server.sent.clear()
    probe = page.evaluate("begin({begin: {project: 'gas_alarm', seed: 7, lang: 'vi', speed: 60}})")
    assert probe["kind"] == "full"
    assert sum(size for _, size in board_server.sent) < 4_700_000  # bytes, of 5 MB with the page around it
    page.wait_for_function("last('now') && last('now').t_s > 30")
    assert page.evaluate("last('described').project") == "gas_alarm"
    assert page.evaluate("progress.some((told) => told.words === 'browser.loading' && told.done < told.of)")
    assert page.evaluate("board.ask({do: 'press', button: 'reset'}).then((answer) => answer.kind)") == "answer"
    assert page.evaluate("board.stop(); troubles") == []

    board_server.sent.clear()
    page.reload()
    page.wait_for_function("window.isHere")
    again = page.evaluate("begin({begin: {project: 'solar_lamp', lang: 'en', speed: 60}})")
    assert again["snapshot"]
    page.wait_for_function("last('now') && last('now').t_s > 30")
    assert sum(size for _, size in board_server.sent) < 5_000  # bytes
