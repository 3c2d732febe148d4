"""All papers of a lesson: the name of each file, and what is in it."""

from __future__ import annotations

from lessons.papers.form import School, has_form
from lessons.papers.form_docx import can_write, form_docx
from lessons.papers.form_html import form_html
from lessons.papers.pupil import pupil_sheet
from lessons.papers.slides import slides
from lessons.papers.teacher import teacher_sheet
from lessons.reading.lesson import Lesson


def papers(lesson: Lesson, school: School) -> dict[str, bytes]:
    """File name -> content, such as `gas_2.vi.pupil.html`; without python-docx there is no .docx."""
    start = f"{lesson.id}.{lesson.lang}"
    found = {
        f"{start}.pupil.html": pupil_sheet(lesson),
        f"{start}.teacher.html": teacher_sheet(lesson),
        f"{start}.slides.html": slides(lesson),
    }
    if has_form(lesson):
        found[f"{start}.form.html"] = form_html(lesson, school)
        if can_write():
            found[f"{start}.form.docx"] = form_docx(lesson, school)
    return found
