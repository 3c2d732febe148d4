"""The files of a folder that begins with the law of another project: a step of its ladder, or its whole law."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from highland._ladder import law_files, step_of

if TYPE_CHECKING:
    from firmware.project import Project

README = "README.md"
WHOLE, STEP = "whole_law", "lesson_step"  # folders of projects/_template with a README in each language

NOT_SHIPPED = Message("cli.new.not_shipped", "--from needs a project of Highland, not {name}.")
NOT_SHIPPED_HINT = Message("cli.new.not_shipped.hint", "There are: {names}.")


def made_from(base: str, number: int | None, name: str, lang: str) -> dict[str, str]:
    """Path in the new folder -> text. `number` is a step of the ladder, None the whole law. Raises HighlandError."""
    from firmware.project import find, names

    if base not in names():
        raise HighlandError(NOT_SHIPPED(name=base), NOT_SHIPPED_HINT(names=", ".join(names())))
    project = find(base)
    values = {"name": name, "base": base}
    if number is None:
        return _whole_law(project) | _readme(WHOLE, lang, values)
    step, _, last = step_of(project, number)
    if step.is_shipped_law:
        return _whole_law(project) | _readme(WHOLE, lang, values)
    after = step_of(project, min(number + 1, last))[0]
    words = {"title": step.says.title.get(lang, ""), "new": step.says.new.get(lang, "")}
    missing = after.says.new.get(lang, "")
    numbers = {"number": str(number), "next": str(number + 1), "last": str(last)}
    own = ("control.py", "messages.vi.toml")
    files = {each: (step.folder / each).read_text(encoding="utf-8") for each in own if (step.folder / each).is_file()}
    return files | _project_file(base) | _readme(STEP, lang, values | words | numbers | {"missing": missing})


def _whole_law(project: Project) -> dict[str, str]:
    """control.py and every file that it needs; the tests of its project come with the project only."""
    files = {
        file.relative_to(project.folder).as_posix(): file.read_text(encoding="utf-8")
        for file in law_files(project.folder)
    }
    return files | _project_file(project.name)


def _project_file(base: str) -> dict[str, str]:
    return {"project.toml": f'from = "{base}"\n'}


def _readme(kind: str, lang: str, values: dict[str, str]) -> dict[str, str]:
    from firmware.project import HOME
    from messages import as_typed

    text = (HOME / "_template" / kind / f"README.{lang}.md").read_text(encoding="utf-8")
    return {README: as_typed(Template(text).substitute(values))}
