"""Programs of bought kits in a real browser: their libraries come when a program imports one, and not before."""

import tomllib
from pathlib import Path

import pytest

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("programs_in_chromium")]
pytest.importorskip("adafruit_ssd1306")
pytest.importorskip("RPLCD")

SCRIPTS = Path(__file__).parents[2] / "scripts"
ON_PORTS = tomllib.loads((SCRIPTS / "expected_serial.toml").read_text(encoding="utf-8"))
ENDED = "['ended', 'failed'].includes(last('program')?.state)"


@pytest.fixture(scope="module")
def page(chromium, board_server):
    """A board for programs, in a browser that never had one."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(board_server.address)
    page.wait_for_function("window.isHere")
    page.evaluate("begin({})")
    board_server.sent.clear()
    yield page
    page.evaluate("board.stop()")
    context.close()


def run(page, text: str, **more: object) -> None:
    page.evaluate(
        "(message) => { heard.length = 0; board.send(message); }",
        {"do": "program", "text": text, "for_s": 60, "speed": 1000, **more},
    )


def printed(page) -> str:
    return page.evaluate("heard.filter((each) => each.kind === 'printed').map((each) => each.text).join('')")


def ending(page) -> dict:
    page.wait_for_function(ENDED)
    return page.evaluate("last('program')")


def fetched(board_server) -> list[str]:
    """The kinds of archives that were asked for since the board was there."""
    return [path.rpartition("/")[2].partition("-")[0] for path, _ in board_server.sent if path.endswith(".zip")]


def test_the_libraries_of_kits_come_once_and_only_when_a_program_imports_one(page, board_server) -> None:
    run(page, "from gpiozero import LED\nlamp = LED(17)\nlamp.on()\nprint('adafruit_ssd1306')\n")
    assert ending(page)["ended"] == "end"
    assert fetched(board_server) == []

    lcd = (SCRIPTS / "lib_rplcd_welcome.py").read_text(encoding="utf-8")
    (address,) = [path for path in board_server.files if "/kits-" in path]
    kept = board_server.files.pop(address)
    try:
        run(page, lcd)
        page.wait_for_function("last('refused')")
        assert "Is the laptop on?" in page.evaluate("last('refused').text")
    finally:
        board_server.files[address] = kept
    board_server.sent.clear()
    run(page, lcd)
    assert ending(page)["displays"] == {"lcd_0x27": ["Chao cac em!", "Lop 8B"]}
    assert fetched(board_server) == ["kits"]

    run(page, (SCRIPTS / "screen_oled_adafruit.py").read_text(encoding="utf-8"))
    assert ending(page)["ended"] == "end"
    assert page.evaluate("heard.some((each) => each.kind === 'panel' && each.pictures?.ssd1306_0x3c)")
    assert fetched(board_server) == ["kits"]

    run(page, "import wave\nprint(wave.__name__)\n")
    assert ending(page)["ended"] == "end"
    assert fetched(board_server) == ["kits", "python_late.zip"]


def test_what_cannot_be_there_is_told_with_what_to_do_in_the_pupils_language(page) -> None:
    run(page, "import time\nimport multiprocessing\n", lang="vi")
    found = ending(page)["error"]
    assert "multiprocessing" in found["text"]
    assert "`threading`" in found["text"]
    assert found["line"] == 2


@pytest.mark.parametrize(
    ("name", "plug"),
    [
        ("uart_gps_adafruit", "usb0=gps"),
        pytest.param("uart_ports_listed", "acm0=sds011", marks=pytest.mark.minutes),
        pytest.param("uart_dust_asked", "uart=pms5003", marks=pytest.mark.minutes),
    ],
)
def test_a_part_that_was_chosen_for_a_serial_port_speaks_as_on_a_laptop(page, name, plug) -> None:
    run(page, (SCRIPTS / f"{name}.py").read_text(encoding="utf-8"), plugs=[plug])
    end = ending(page)
    assert end["ended"] == "end", end
    assert printed(page).splitlines() == ON_PORTS[name]["printed"].strip("\n").splitlines()

    run(page, "import serial\nimport termios\n")
    missing = ending(page)["error"]
    assert missing["line"] == 2
    assert "not with the Python of a browser" in missing["text"]
