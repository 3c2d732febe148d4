"""A laptop without a sandbox: the teacher's page runs the laws, in a worker that has nothing of that browser."""

import json
import time
from contextlib import ExitStack

import pytest

from firmware.project import find
from tests.classroom.whole.conftest import Browsers, Laptop, free_port

pytestmark = pytest.mark.long

CONTROL = (find("gas_alarm").folder / "control.py").read_text(encoding="utf-8")
LOOKS_AROUND = """
import js
WANTED = ("indexedDB", "caches", "fetch", "Worker", "importScripts", "navigator", "BroadcastChannel", "XMLHttpRequest")
raise ValueError("found: " + " ".join(name for name in WANTED if hasattr(js, name)) + ".")
"""
WORKS = {
    "sound": f"{CONTROL}\nMINE = 1\n",
    "endless": CONTROL.replace("    seen = look(", "    while True:\n        pass\n    seen = look("),
    "looks around": CONTROL + LOOKS_AROUND,
    "fills the memory": CONTROL + "\nx = bytearray(10 ** 9)\n",
}
MARKS = """async () => {
  const folder = document.querySelector("script[type=module]").src.split("/").slice(0, -1).join("/");
  const { room } = await import(`${folder}/room.js`);
  return [...room.marks.values()];
}"""
MOST_S = 400.0


@pytest.fixture
def browsers(chromium, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))  # no bubblewrap
    with ExitStack() as stack:
        laptop = Laptop(tmp_path / "class", "--project", "gas_alarm", "--lang", "en", "--port", str(free_port()))
        stack.callback(laptop.end)
        yield Browsers(chromium, laptop, stack)


def test_works_are_marked_by_the_teachers_page(browsers):
    teacher = browsers.teacher()
    for name, text in WORKS.items():
        joined = teacher.request.post(
            f"{browsers.laptop.address}/api/join",
            data={"word": browsers.laptop.word, "name": name, "picture": "carp"},
            headers={"origin": browsers.laptop.address},
        ).json()
        work = {"highland_work": 1, "project": "gas_alarm", "seed": 7, "files": {"control.py": text}}
        handed = teacher.request.post(
            f"{browsers.laptop.address}/api/seat/hand_in",
            data=work,
            headers={"origin": browsers.laptop.address, "authorization": f"Seat {joined['token']}"},
        )
        assert handed.ok
    end = time.monotonic() + MOST_S
    found = []
    while len(found) < len(WORKS):
        assert time.monotonic() < end, found
        teacher.wait_for_timeout(500)
        found = [each for each in teacher.evaluate(MARKS) if each["state"] != "waiting"]
    by_name = dict(zip(WORKS, sorted(found, key=lambda each: each["seat"]), strict=True))
    assert all(each["state"] == "done" for each in found), found
    assert {name: each["points"] for name, each in by_name.items()} == dict.fromkeys(WORKS, 0) | {"sound": 5}
    why = {name: json.dumps(each["reasons"]) for name, each in by_name.items()}
    assert "endless loop" in why["endless"]
    assert "ValueError: found: ." in why["looks around"]
    assert "MemoryError" in why["fills the memory"]
    assert browsers.complaints == []
