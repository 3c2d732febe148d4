"""A guide as pages of A4 to print, one file of HTML that needs nothing else; the safety box stands on each page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from devices import Message
from guides import words as w
from guides.bill import Row
from guides.build import Build
from guides.drawn import Picture, pictures
from guides.fields import Both
from guides.guide import Step
from guides.packing import packed, page_mm, row_mm, step_mm
from guides.shop import HERE
from look.alone import icons, style
from wiring.drawing.sheet import sheet

Translate = Callable[[str], str]
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
CSS = "page.css"
TYPED = re.compile(r"`([^`]+)`")
INTRO_MM = 46.0  # the title and what the guide is


def page(build: Build, lang: str, translate: Translate) -> str:
    """The whole guide as text. Raises WiringError for a wiring that cannot be drawn."""
    return _Printer(build, lang, translate).whole()


class _Printer:
    """Writes one guide in one language."""

    def __init__(self, build: Build, lang: str, translate: Translate) -> None:
        self.build, self.lang, self.translate = build, lang, translate
        self.called = build.called(lang)
        self.title = build.guide.title.text(lang)
        self.page_mm = page_mm([each.text(lang) for each in build.guide.safety])

    def say(self, message: Message) -> str:
        """A sentence in the reader's language, safe in HTML."""
        return escape(message.render(self.translate))

    def text(self, both: Both) -> str:
        """A guide's own text, safe in HTML; what stands in backticks is typed."""
        return TYPED.sub(r"<code>\1</code>", escape(both.text(self.lang)))

    def whole(self) -> str:
        """Every page: what it is and what it needs, the steps, and all wires on one sheet."""
        pages = [*self.bill(), *self.steps(), self.sheet()]
        made = "".join(self.one(inside, number, len(pages)) for number, inside in enumerate(pages, 1))
        title = escape(self.title)
        return (
            f'<!doctype html>\n<html lang="{escape(self.lang)}" data-theme="light"><head><meta charset="utf-8">'
            f"<title>{title}</title>"
            f'<meta http-equiv="content-security-policy" content="{POLICY}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<style>{style()}{(HERE / CSS).read_text(encoding='utf-8')}</style></head>"
            f"<body>{icons('danger', 'users', 'eye')}<main>{made}</main></body></html>\n"
        )

    def one(self, inside: str, number: int, count: int) -> str:
        """A page with its head and its safety box."""
        lines = "".join(f"<li>{self.text(each)}</li>" for each in self.build.guide.safety)
        return (
            f'<section class="page"><header><b>{escape(self.title)}</b><span>Highland</span>'
            f"<span>{self.say(w.PAGE(number=number, count=count))}</span></header>"
            f'<div class="inside">{inside}</div>'
            f'<aside class="safety"><h2><svg class="ic"><use href="#danger"/></svg>{self.say(w.SAFETY)}</h2>'
            f"<ul>{lines}</ul></aside></section>"
        )

    # What it is and what it needs

    def bill(self) -> list[str]:
        """The first pages."""
        bill, guide = self.build.bill, self.build.guide
        about = "".join(f"<p>{self.text(each)}</p>" for each in guide.about)
        intro = f'<h1>{escape(self.title)}</h1><div class="about">{about}<p>{self.say(w.HOW)}</p></div>'
        heights = [
            row_mm(
                len(row.item.name.text(self.lang)),
                len(self.notes(row)),
                len(used_as(self.build, row, self.lang, self.translate)),
            )
            for row in bill.rows
        ]
        groups = packed(bill.rows, heights, self.page_mm - INTRO_MM, self.page_mm)
        pages = [self.table(rows, last=number == len(groups)) for number, rows in enumerate(groups, 1)]
        return [intro + pages[0], *pages[1:]]

    def table(self, rows: Iterable[Row], last: bool) -> str:
        """Some rows of the bill, and after the last of them the sum."""
        heads = "".join(f"<th>{self.say(each)}</th>" for each in (w.COUNT, w.PART, w.IT_IS, w.EACH, w.ALL))
        body = "".join(self.row(row) for row in rows)
        out = f"<h2>{self.say(w.NEEDED)}</h2><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
        if not last:
            return out + "</table>"
        bill = self.build.bill
        out += (
            f'<tfoot><tr><td colspan="4">{self.say(w.SUM)}</td><td>{vnd(bill.total_vnd, self.lang)}</td></tr></tfoot>'
        )
        reference = self.say(w.REFERENCE(dates=spans(bill.dates, self.lang)))
        return f'{out}</table><p class="counted">{self.text(bill.counted)} {reference}</p>'

    def row(self, row: Row) -> str:
        """One row of the bill."""
        notes = f"<small>{escape(self.notes(row))}</small>" if self.notes(row) else ""
        cells = (vnd(row.item.price_vnd, self.lang), vnd(row.price_vnd, self.lang))
        return (
            f'<tr><td class="tick">{row.count}</td><td>{self.text(row.item.name)}{notes}</td>'
            f"<td>{escape(used_as(self.build, row, self.lang, self.translate))}</td>"
            + "".join(f'<td class="vnd">{each}</td>' for each in cells)
            + "</tr>"
        )

    def notes(self, row: Row) -> str:
        """What may take its place, or why nothing may, and what to take care of."""
        item = row.item
        said = (
            (w.RECYCLED, item.recycled),
            (w.NEW_ONLY, item.new_only),
            (w.CARE, item.safety),
        )
        texts = [word(text=both.text(self.lang)).render(self.translate) for word, both in said if both is not None]
        return " ".join(texts)

    # The steps

    def steps(self) -> list[str]:
        """Two steps a page, or one that needs a page."""
        steps = self.build.guide.steps
        drawn = pictures(steps, self.build.project.wiring(), self.called, self.translate)
        heights = [step_mm(step, each, self.lang) for step, each in zip(steps, drawn, strict=True)]
        made = [self.step(number, step, each) for number, (step, each) in enumerate(zip(steps, drawn, strict=True), 1)]
        return ["".join(group) for group in packed(made, heights, self.page_mm, self.page_mm)]

    def step(self, number: int, step: Step, drawn: Sequence[Picture]) -> str:
        """One step: pictures with their lines, what else to do, the test."""
        title = escape(self.build.title_of(step, self.lang, self.translate))
        badge, why = "", ""
        if step.adult is not None:
            badge = f'<span class="adult"><svg class="ic"><use href="#users"/></svg>{self.say(w.ADULT)}</span>'
            why = f'<p class="why">{self.say(w.WHY_ADULT(why=step.adult.text(self.lang)))}</p>'
        shown = "".join(f'<div class="drawn">{each.svg}{ticks(map(escape, each.lines))}</div>' for each in drawn)
        todo = ticks(self.text(each) for each in step.do)
        return (
            f'<article class="step"><h2><b>{number}</b>{title}{badge}</h2>{why}{shown}{todo}{self.test(step)}</article>'
        )

    def test(self, step: Step) -> str:
        """What proves the step."""
        test = step.test
        commands = "".join(f"<code>highland {escape(each)}</code>" for each in test.commands)
        see = TYPED.sub(r"<code>\1</code>", self.say(w.SEE(text=" ".join(each.text(self.lang) for each in test.see))))
        practice = ""
        if test.practice not in test.commands:
            practice = f'<p class="practice">{self.say(w.PRACTICE)} <code>highland {escape(test.practice)}</code></p>'
        return (
            f'<div class="test"><h3><svg class="ic"><use href="#eye"/></svg>{self.say(w.TEST)}</h3>'
            f"<p>{commands}</p><p>{see}</p>{practice}</div>"
        )

    def sheet(self) -> str:
        """All wires, turned so that they fill the page."""
        project = self.build.project
        drawn = sheet(project.names().project.short(self.lang), project.wiring(), self.called, self.translate)
        return f'<h2>{self.say(w.WHOLE)}</h2><div class="turned"><div>{drawn}</div></div>'


def used_as(build: Build, row: Row, lang: str, translate: Translate) -> str:
    """Which parts of wiring.toml an item is, by their names, or what else it is for."""
    if not row.of:
        return row.use.text(lang) if row.use is not None else ""
    called = build.called(lang)
    return ", ".join(dict.fromkeys(called.get(part) or build.passive_name(part, translate) for part in row.of))


def ticks(lines: Iterable[str]) -> str:
    """Lines to tick; nothing where there are none."""
    made = "".join(f"<li>{each}</li>" for each in lines)
    return f'<ul class="ticks">{made}</ul>' if made else ""


def vnd(price_vnd: int, lang: str) -> str:
    """A price as people write it: 1 654 000 in English, 1.654.000 in Vietnamese."""
    return f"{price_vnd:,}".replace(",", "." if lang == "vi" else "\u202f")


def spans(dates: Sequence[str], lang: str) -> str:
    """The month of the prices, or the first and the last; 2026-11 is 11/2026 in Vietnamese."""
    shown = ["/".join(reversed(each.split("-"))) if lang == "vi" else each for each in (dates[0], dates[-1])]
    return " – ".join(dict.fromkeys(shown))
