"""A lesson in a class: the teacher's wall, a pupil's board on a computer and on a phone, the projector."""

from __future__ import annotations

import http.client
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browser import browser, keep

from classroom.qr import rows
from classroom.relay.keep import Keeper
from classroom.relay.options import Join
from classroom.serve import class_options, open_class
from firmware.project import find
from messages import LANGUAGES

HERE = Path(__file__).parent
WORD, PIN = "SONG-HONG", "482913"
ADDRESS = "http://192.168.1.20:8300/"  # as a school's router gives it
COMPUTER, PHONE, WALL = (1280, 800), (360, 740), (1920, 1080)
BOOT_MS = 90_000
STEPS = 6
PUPILS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Lan", "dog", {"state": "NORMAL", "meaning": "work", "step": 2, "at": 3}),
    ("Minh", "cat", {"state": "ALARM", "meaning": "danger", "step": 4}),
    ("Hoa", "duck", {"state": "NORMAL", "meaning": "work", "step": 3, "error": "None < 3", "cause": "none_compared"}),
    ("Dũng", "fish", {"state": "FAULT", "meaning": "fault", "step": 3}),
    ("Mai", "frog", {"state": "PREALARM", "meaning": "caution", "step": 2, "hand": True}),
    ("Páo", "corn", {"state": "ALARM", "meaning": "danger", "step": 5}),
    ("Dở", "plum", {"state": "WARMUP", "meaning": "idle", "step": 1, "stuck": True}),
    ("Súa", "hen", {"state": "NORMAL", "meaning": "work", "step": 2, "error": "None < 3", "cause": "none_compared"}),
)
PREDICTION = {
    "vi": "Báo động sau năm phút, rồi van đóng.",
    "en": "After five minutes the alarm; then the valve closes.",
}
MISTAKE = "        return State.ALARM if ppm >= limit"  # an expression that Python cannot end


class Class:
    """One class on this computer, and eight pupils of it who sit elsewhere."""

    def __init__(self, port: int) -> None:
        self.port, self.address = port, f"http://127.0.0.1:{port}/"
        self.teacher = f"Teacher {self.ask('teacher/login', {'pin': PIN})['token']}"
        self.pupils = [
            f"Seat {self.ask('join', {'word': WORD, 'name': name, 'picture': picture})['token']}"
            for name, picture, _ in PUPILS
        ]

    def ask(self, path: str, found: dict[str, Any], who: str = "") -> Any:
        """What the relay answers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"origin": self.address.rstrip("/"), "content-type": "application/json", "authorization": who}
        line.request("POST", f"/api/{path}", json.dumps(found), headers)
        answer = line.getresponse()
        content = answer.read()
        line.close()
        assert answer.status in (200, 204), content
        return json.loads(content or b"null")

    def order(self, do: str, **more: Any) -> None:
        """The teacher orders something."""
        self.ask("teacher/order", {"do": do, **more}, self.teacher)

    def tiles(self) -> None:
        """Each of the eight says how its board is."""
        for who, (_, _, tile) in zip(self.pupils, PUPILS, strict=True):
            self.ask("seat/tile", {"steps": STEPS, "project": "gas_alarm", "did": 1, **tile}, who)


@contextmanager
def a_class() -> Iterator[Class]:
    """A class that works freely on the gas alarm."""
    options = class_options("8A", WORD, PIN, "vi", 40, find("gas_alarm"), None)

    def join_by(port: int, word: str) -> Join:
        return Join(ADDRESS, rows(f"{ADDRESS}#{word}"), port)

    with tempfile.TemporaryDirectory() as folder:
        keeper = Keeper(Path(folder) / "class")
        with open_class(options, keeper, [0], join_by, host="127.0.0.1") as server:
            yield Class(server.port)


def shot(page: Any, name: str, lang: str) -> None:
    """Keep what the page shows now."""
    keep(page.screenshot(), HERE / f"{name}.{lang}.png")


def joined(page: Any, name: str, picture: str, lang: str) -> None:
    """Somebody comes in, says what will happen, and lets the lesson's leak run until the alarm."""
    page.fill("#name", name)
    page.check(f"[value={picture}]", force=True)
    if picture == "buffalo" and page.viewport_size["width"] == COMPUTER[0]:
        shot(page, "join", lang)
    page.click("#join [type=submit]")
    page.wait_for_url(f"**/gas_alarm.{lang}.html*")
    page.wait_for_selector("#boot", state="hidden", timeout=BOOT_MS)
    page.fill("#predict", PREDICTION[lang])
    page.click("#predicted")
    if page.viewport_size["width"] == PHONE[0]:
        page.click("button[data-way=view]")
    page.click(".time [data-speed='60']")
    page.wait_for_selector("#state.danger", timeout=BOOT_MS)
    page.wait_for_timeout(1_500)
    page.click("#pause")
    page.wait_for_timeout(2_000)  # until the curves have come
    page.evaluate("scrollTo(0, 0)")


def code(page: Any, lang: str) -> None:
    """A law that Python cannot read: the sentence stands at its line."""
    page.click("button[data-way=code]")
    page.wait_for_selector(".cm-content")
    page.click(".cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f"\n\n{MISTAKE.strip()}\n")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#editor [role=alert]:not([hidden]), #failed:not([hidden])")
    page.wait_for_timeout(1_000)
    shot(page, "code", lang)


def guided(page: Any, lang: str) -> None:
    """A lesson on a pupil's page: its second step, with the numbers that the board came to."""
    page.fill("#guided textarea", PREDICTION[lang])
    page.click("[data-keep]")
    page.click("[data-go=next]")
    page.wait_for_selector("#boot", state="hidden", timeout=BOOT_MS)
    page.click("[data-play]")
    page.wait_for_selector(".read dd:not(:text('…'))", timeout=BOOT_MS)
    page.wait_for_timeout(2_000)
    shot(page, "guided", lang)


def program(page: Any, lang: str) -> None:
    """One of the examples runs."""
    page.wait_for_selector(".editor .panel")
    page.click(".run")
    page.wait_for_selector(".parts .part", timeout=BOOT_MS)
    page.wait_for_timeout(3_000)
    shot(page, "program", lang)


def make() -> None:
    """Write the teacher's, the projector's and the pupils' pages in both languages."""
    with browser() as opened:
        for lang in LANGUAGES:
            with a_class() as found:
                pictures(opened, found, lang)


def pictures(opened: Any, found: Class, lang: str) -> None:
    """All of one language."""
    teacher = opened(f"{found.address}teacher.{lang}.html?theme=light", *COMPUTER)
    teacher.fill("#pin", PIN)
    teacher.click("#login button.main")
    pupil = opened(f"{found.address}{lang}.html?theme=light#{WORD}", *COMPUTER)
    joined(pupil, "Thảo", "buffalo", lang)
    shot(pupil, "pupil", lang)
    phone = opened(f"{found.address}{lang}.html?theme=light#{WORD}", *PHONE)
    joined(phone, "Sơn", "pig", lang)
    shot(phone, "pupil-phone", lang)
    found.tiles()
    teacher.wait_for_selector(f"#wall [data-seat='{len(PUPILS) + 2}']")
    found.order("show", seat=len(PUPILS) + 1)
    found.order("projector", view="board", names=False)
    with teacher.expect_popup() as popup:
        teacher.evaluate("document.querySelector('[data-act=open_projector]').click()")
    projector = popup.value
    projector.set_viewport_size(dict(zip(("width", "height"), WALL, strict=True)))
    projector.wait_for_selector("#shown svg.scene")
    projector.wait_for_timeout(1_500)
    shot(projector, "projector", lang)
    code(pupil, lang)
    own = opened(f"{found.address}program.{lang}.html?theme=light", *COMPUTER)
    program(own, lang)
    found.order("lesson", name="gas_2")
    found.order("stage", to=1)
    pupil.wait_for_selector("#guided h3", timeout=BOOT_MS)
    found.tiles()
    teacher.wait_for_timeout(3_000)
    shot(teacher, "teacher", lang)
    guided(pupil, lang)
    for page in (own, projector, phone, pupil, teacher):
        page.close()
