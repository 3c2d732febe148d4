"""The national form as a page: A4, Times New Roman 13."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from lessons.papers.form import Code, Head, Heading, Item, Line, Marked, School, form_items
from lessons.papers.page import Paper, marked
from lessons.reading.lesson import Lesson
from lessons.reading.marked import html_of
from web.html import h

LEVELS = ("h1", "h2", "h3", "h4")


def form_html(lesson: Lesson, school: School) -> bytes:
    """The page."""
    paper = Paper(lesson)
    inside = [_element(paper, item) for item in form_items(paper, school)]
    return paper.frame("form", paper.repeated(*inside), house=False)


def _element(paper: Paper, item: Item) -> Element:
    if isinstance(item, Head):
        left, right = (h("div", *(h("p", each) for each in side)) for side in (item.left, item.right))
        return h("div", left, right, class_="head")
    if isinstance(item, Heading):
        return h(LEVELS[item.level], item.text)
    if isinstance(item, Line):
        return h("p", item.text, class_="middle" if item.middle else None)
    if isinstance(item, Marked):
        return paper.marked(item.text)
    if isinstance(item, Code):
        return h("pre", item.text)
    rows = (h("li", marked(html_of(each, paper.lesson.folder))) for each in item.texts)
    return h("ol" if item.numbered else "ul", *rows)
