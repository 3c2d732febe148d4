"""`program.vi.html`: any program of a pupil's own, beside the virtual board that it runs on."""

from __future__ import annotations

import json
from xml.etree.ElementTree import Element

from classroom.drawn import words as drawn
from classroom.programs.plugs import offered
from classroom.pupil import words as w
from classroom.pupil.examples import EXAMPLES
from classroom.pupil.frame import Frame
from classroom.pupil.page import boot
from devices import Message
from web.html import h, translate_to

ADDRESS = "program.{lang}.html"
TITLE = Message("program.page", "A program of my own")
ABOUT = Message(
    "program.about", "Write it with gpiozero or RPi.GPIO, as on a real Raspberry Pi. The board here is virtual."
)
SPEED = Message("program.speed", "Speed")
TIMES = Message("program.times", "{speed}×")
STOP = Message("program.stop_it", "Stop")
SOON = Message("program.soon", "The board is starting. The program runs as soon as it is there.")

FOR_SCRIPT = (SOON,)
SPEEDS = (1, 10, 60)


def _handing_in(frame: Frame) -> Element | None:
    """In a class: the program goes to the teacher, who reads it."""
    if not frame.in_class:
        return None
    words = frame.words
    button = h("button", frame.parts.icon("collect"), h("span", words(w.HAND_IN)), type="button", id="hand-in")
    receipt = h("p", "", id="receipt", class_="receipt", hidden="hidden")
    return h("div", button, h("p", "", id="handed", role="status"), receipt, id="handing-in", hidden="hidden")


def program_page(frame: Frame) -> bytes:
    """The page in the reader's language."""
    words, parts, lang = frame.words, frame.parts, frame.words.lang
    home, title = words(w.HOME), words(TITLE)
    speeds = [
        h("button", words(TIMES, speed=each), type="button", data_speed=str(each),
          aria_pressed="true" if each == SPEEDS[0] else "false")
        for each in SPEEDS
    ]  # fmt: skip
    stop = h("button", parts.icon("pause"), words(STOP), type="button", id="stop", disabled="")
    return frame.page(
        title,
        lambda other: ADDRESS.format(lang=other),
        [
            h("a", parts.icon("book"), href=f"{lang}.html", class_="home", aria_label=home, title=home),
            h("h1", title),
            h("span", "", id="who", class_="who"),
        ],
        [
            h(
                "section",
                h("p", words(ABOUT), class_="soft"),
                h("div", "", id="programs"),
                h("details", "", id="plugs", class_="plugs"),
                _handing_in(frame),
                class_="card written",
            ),
            h(
                "figure",
                h("div", h("div", *speeds, role="group", aria_label=words(SPEED), class_="row"), stop, class_="row"),
                boot(words),
                h("div", "", id="panel"),
                class_="sim",
                data_tab=words(drawn.SIMULATION),
            ),
        ],
        "pupil/program.js",
        kind="program",
        more=[
            h("link", rel="stylesheet", href=parts.address(each))
            for each in ("programs/panel.css", "pupil/program.css")
        ],
        data_parts=json.dumps(offered(translate_to(words.lang)), ensure_ascii=False, separators=(",", ":")),
        data_examples=json.dumps([{"name": name, "text": text} for name, text in EXAMPLES.items()]),
    )
