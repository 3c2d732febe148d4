"""The national form as a .docx, through python-docx: A4, Times New Roman 13, the safety box on every page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from markdown_it.token import Token

from lessons.papers import words as w
from lessons.papers.form import Bullets, Code, Head, Heading, Item, Line, Marked, School, form_items
from lessons.papers.page import Paper
from lessons.reading.lesson import Lesson
from lessons.reading.marked import picture_file, tokens_of

FONT, SIZE_PT, SMALL_PT = "Times New Roman", 13, 9
CODE_FONT, CODE_PT = "Consolas", 10
MARGINS_CM = (2.0, 2.0, 3.0, 2.0)  # top, bottom, left, right: Nghị định 30/2020/NĐ-CP
MAX_PICTURE_CM = 12.0


def can_write() -> bool:
    """Whether python-docx is there; a 32-bit Pi has none."""
    try:
        import docx  # noqa: F401
    except ImportError:
        return False
    return True


def form_docx(lesson: Lesson, school: School) -> bytes:
    """The file. Raises ImportError without python-docx."""
    paper = Paper(lesson)
    writer = _Writer(paper)
    for item in form_items(paper, school):
        writer.add(item)
    return writer.saved()


class _Writer:
    """One document."""

    def __init__(self, paper: Paper) -> None:
        from docx import Document
        from docx.shared import Cm, Pt

        self._paper = paper
        self._document: Any = Document()
        self._last: Any = None  # the last paragraph
        self._pt, self._cm = Pt, Cm
        self._set_styles()
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Cm, MARGINS_CM)
        self._write_foot(section)
        about = self._document.core_properties
        about.title, about.author, about.comments = paper.lesson.title, "", ""
        about.created = about.modified = datetime.now(UTC).replace(tzinfo=None)
        about.language = paper.lesson.lang

    def _set_styles(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Title", "List Bullet", "List Number"):
            style = self._document.styles[name]
            style.font.name, style.font.size = FONT, self._pt(SIZE_PT)
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for each in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(each), FONT)
            for each in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(each), None)
            style.paragraph_format.space_after = self._pt(4)
            style.paragraph_format.space_before = self._pt(6 if name.startswith("Heading") else 0)
            style.paragraph_format.line_spacing = 1.15

    def _write_foot(self, section: Any) -> None:
        """The safety box, on every page."""
        foot = section.footer.paragraphs[0]
        self._box(foot)
        run = foot.add_run(f"{self._paper.words(w.SAFETY)}: ")
        run.bold, run.font.size = True, self._pt(SMALL_PT)
        foot.add_run(" ".join(self._paper.lesson.safety)).font.size = self._pt(SMALL_PT)

    def _box(self, paragraph: Any) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        borders = OxmlElement("w:pBdr")
        for side in ("top", "left", "bottom", "right"):
            border = OxmlElement(f"w:{side}")
            for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "000000")):
                border.set(qn(f"w:{key}"), value)
            borders.append(border)
        paragraph._p.get_or_add_pPr().append(borders)

    def add(self, item: Item) -> None:
        """One item of the form."""
        if isinstance(item, Head):
            self._add_head(item)
        elif isinstance(item, Heading):
            self._add_heading(item)
        elif isinstance(item, Line):
            self._paragraph(item.text, middle=item.middle)
        elif isinstance(item, Marked):
            self._add_blocks(tokens_of(item.text))
        elif isinstance(item, Code):
            self._add_code(item.text)
        else:
            self._add_bullets(item)

    def _paragraph(self, text: str = "", style: str = "Normal", middle: bool = False) -> Any:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        found = self._last = self._document.add_paragraph(text, style=style)
        found.paragraph_format.keep_with_next = text.endswith(":")  # what it announces stands on the same page
        if middle:
            found.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return found

    def _add_head(self, head: Head) -> None:
        table = self._document.add_table(rows=1, cols=2)
        for cell, texts in zip(table.rows[0].cells, (head.left, head.right), strict=True):
            cell.paragraphs[0].text = texts[0]
            for text in texts[1:]:
                cell.add_paragraph(text)

    def _add_heading(self, heading: Heading) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        found = self._document.add_heading(heading.text, level=max(heading.level, 1))
        for run in found.runs:
            run.bold = True
            run.italic = heading.level == 3
        if heading.level == 0:
            found.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _add_code(self, text: str) -> None:
        """Whole, and on the page of the line that announces it."""
        if self._last is not None:
            self._last.paragraph_format.keep_with_next = True
        found = self._paragraph()
        found.paragraph_format.keep_together = True
        found.paragraph_format.left_indent = self._cm(0.6)
        for number, line in enumerate(text.splitlines()):
            run = found.add_run(line)
            self._make_code(run)
            if number < len(text.splitlines()) - 1:
                run.add_break()

    def _make_code(self, run: Any) -> None:
        from docx.oxml.ns import qn

        run.font.name, run.font.size = CODE_FONT, self._pt(CODE_PT)
        run._element.rPr.rFonts.set(qn("w:cs"), CODE_FONT)

    def _add_bullets(self, bullets: Bullets) -> None:
        for number, text in enumerate(bullets.texts, start=1):
            found = self._paragraph(style="Normal" if bullets.numbered else "List Bullet")
            if bullets.numbered:  # as text: Word would go on counting from the list before
                found.paragraph_format.left_indent = self._cm(0.6)
                found.add_run(f"{number}. ")
            inline = next((each for each in tokens_of(text) if each.type == "inline"), None)
            self._add_inline(found, inline.children or () if inline is not None else ())

    def _add_blocks(self, tokens: Sequence[Token]) -> None:
        """Markdown as paragraphs, lists, tables and code."""
        lists: list[str] = []
        counts: list[int] = []
        rows = _rows(tokens)
        for token in tokens:
            if token.type == "table_open":
                self._add_table(next(rows))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                lists.append(token.type)
                counts.append(0)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                lists.pop()
                counts.pop()
            elif token.type == "list_item_open":
                counts[-1] += 1
            elif token.type == "inline" and token.level < 1 + 2 * len(lists) + 1 and not _in_table(tokens, token):
                self._add_inline(self._start(lists, counts), token.children or ())
            elif token.type in ("fence", "code_block"):
                self._add_code(token.content.rstrip("\n"))

    def _start(self, lists: Sequence[str], counts: Sequence[int]) -> Any:
        """A paragraph, or one of the innermost list."""
        if not lists:
            return self._paragraph()
        if lists[-1] == "bullet_list_open":
            found = self._paragraph(style="List Bullet")
        else:
            found = self._paragraph()
            found.add_run(f"{counts[-1]}. ")
            found.paragraph_format.left_indent = self._cm(0.6 * len(lists))
        return found

    def _add_table(self, rows: Sequence[Sequence[Token]]) -> None:
        table = self._document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
        for number, (row, cells) in enumerate(zip(rows, table.rows, strict=True)):
            for token, cell in zip(row, cells.cells, strict=False):
                self._add_inline(cell.paragraphs[0], token.children or ())
                for run in cell.paragraphs[0].runs if number == 0 else ():
                    run.bold = True
        self._paragraph()

    def _add_inline(self, paragraph: Any, tokens: Sequence[Token]) -> None:
        bold = italic = 0
        for token in tokens:
            if token.type in ("strong_open", "strong_close"):
                bold += token.nesting
            elif token.type in ("em_open", "em_close"):
                italic += token.nesting
            elif token.type == "softbreak":
                paragraph.add_run(" ")
            elif token.type == "hardbreak":
                paragraph.add_run().add_break()
            elif token.type == "image":
                self._add_picture(paragraph, str(token.attrs.get("src", "")), token.content)
            elif token.content:
                run = paragraph.add_run(token.content)
                run.bold, run.italic = bold > 0 or None, italic > 0 or None
                if token.type == "code_inline":
                    self._make_code(run)

    def _add_picture(self, paragraph: Any, name: str, said: str) -> None:
        """A drawing (.svg) cannot stand in a .docx: its words do, and the sheets have it."""
        file = picture_file(self._paper.lesson.folder, name)
        shape = None
        if file is not None and file.suffix != ".svg":
            with suppress(Exception):  # whatever python-docx finds wrong with a picture from elsewhere
                shape = paragraph.add_run().add_picture(str(file))
        if shape is None:
            paragraph.add_run(f"[{said}]").italic = True
            return
        if shape.width > self._cm(MAX_PICTURE_CM):
            shape.height = int(shape.height * self._cm(MAX_PICTURE_CM) / shape.width)
            shape.width = self._cm(MAX_PICTURE_CM)

    def saved(self) -> bytes:
        """The file as bytes."""
        written = io.BytesIO()
        self._document.save(written)
        return written.getvalue()


def _rows(tokens: Sequence[Token]) -> Iterator[list[list[Token]]]:
    """The cells of each table, row by row."""
    rows: list[list[Token]] = []
    for token in tokens:
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows and _in_table(tokens, token):
            rows[-1].append(token)
        elif token.type == "table_close":
            yield rows


def _in_table(tokens: Sequence[Token], wanted: Token) -> bool:
    depth = 0
    for token in tokens:
        depth += {"table_open": 1, "table_close": -1}.get(token.type, 0)
        if token is wanted:
            return depth > 0
    return False
