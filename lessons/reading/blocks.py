"""The blocks of a lesson: words, a law's code, a run with what is read after it, and questions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from devices import HighlandError, Message
from lessons.reading import marked
from lessons.reading.asked import asked, shipped
from lessons.reading.lesson import KINDS, OPENING, Block, Expected, LawCode, Question, Quiz, Run, Text
from lessons.reading.marked import Spoken
from lessons.reading.mistakes import Mistakes
from lessons.reading.skeleton import Piece

TOLERANCE = 0.02  # a share of the value, where a run says nothing
SENTENCE = re.compile(r"\s*\[\s*(\d{1,2})\s*\]\s*$")

EMPTY = Message("lesson.empty", "the block {name} is empty")
EMPTY_HINT = Message("lesson.empty.hint", "Write a line or more, or delete the block.")
BAD_KIND = Message("lesson.bad_kind", "`kind` cannot be {kind}")
WORDS_HINT = Message("lesson.words.hint", "Write one of: {words}.")
NO_ID = Message("lesson.no_id", "the run has no `id`, or one that is there already")
NO_ID_HINT = Message("lesson.no_id.hint", "Write `run id=first`: small letters, digits and _.")
BAD_TOLERANCE = Message("lesson.bad_tolerance", "the tolerance cannot be {value}")
BAD_TOLERANCE_HINT = Message("lesson.bad_tolerance.hint", "Write a share such as `tolerance=2%`, from 0% to 50%.")
NO_NUMBER = Message("lesson.no_number", "the run has nothing to read")
NO_NUMBER_HINT = Message("lesson.no_number.hint", "Write a line such as `leaked_g = 85.3` below the command.")
BAD_LINE = Message("lesson.bad_line", "this line of a run cannot be understood: {text}")
BAD_LINE_HINT = Message(
    "lesson.bad_line.hint",
    "Write `leaked_g = 85.3`, `state = ALARM` or `why = gas.alarm`. A number has a decimal point.",
)
NO_LAW = Message("lesson.no_law", "{project} has no function `law` in its `control.py`")
NO_LAW_HINT = Message("lesson.no_law.hint", "Name a step, such as `gas_alarm_step_2`.")
BAD_QUESTION = Message("lesson.bad_question", "the question has no points")
BAD_QUESTION_HINT = Message("lesson.bad_question.hint", "Write `? Why so? [1]`, in one line.")
NO_ANSWER = Message("lesson.no_answer", "the question has no answer")
NO_ANSWER_HINT = Message("lesson.no_answer.hint", "Write `= Because of the latch.` in the line below it.")
BAD_QUIZ = Message("lesson.bad_quiz", "this line is neither a question nor an answer")
BAD_QUIZ_HINT = Message(
    "lesson.bad_quiz.hint", "A question begins with `?` and its answer, in the next line, with `=`."
)

LINE = re.compile(r"([\w.]+)\s*=\s*([^\s|+]+)(?:\s*\+-\s*(\d+(?:\.\d+)?))?(?:\s*\|\s*(\S.*))?")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
IN_WORDS = ("state", "why")


class Blocks:
    """Reads the blocks of one file, one after the other; `spoken` is all that people read in them."""

    def __init__(self, folder: Path, mistakes: Mistakes) -> None:
        self.spoken: list[Spoken] = []
        self._folder = folder
        self._mistakes = mistakes
        self._ids: set[str] = set()
        self._questions = 0

    def read(self, piece: Piece, activity: str) -> Block | None:
        """A block of this activity; None when it cannot be used."""
        if piece.is_text:
            return self._text(piece, activity)
        return {"run": self._run, "quiz": self._quiz, "law": self._law}[piece.name](piece)

    def _kind(self, piece: Piece, usual: str) -> str:
        kind = piece.options.get("kind", usual)
        if kind and kind not in KINDS:
            self._mistakes.add(piece.line, BAD_KIND(kind=kind), WORDS_HINT(words=", ".join(KINDS)))
        return kind

    def _text(self, piece: Piece, activity: str) -> Text | None:
        text = "\n".join(piece.body).rstrip()
        if not text.strip():
            self._mistakes.add(piece.line, EMPTY(name=f":::{piece.name}"), EMPTY_HINT)
            return None
        self.spoken += marked.check(text, piece.line + 1, self._folder, self._mistakes)
        usual = "" if piece.name != "task" else "predict" if activity == OPENING else "explain"
        return Text(piece.name, self._kind(piece, usual), text, marked.html_of(text, self._folder), piece.line)

    def _law(self, piece: Piece) -> LawCode | None:
        project = piece.body[0].strip()
        try:
            folder = shipped(project).folder
        except HighlandError as error:
            self._mistakes.add(piece.line, error.message, error.hint)
            return None
        source = law_source(folder)
        if source is None:
            self._mistakes.add(piece.line, NO_LAW(project=project), NO_LAW_HINT)
            return None
        return LawCode(self._kind(piece, "try"), project, source, piece.line)

    def _run(self, piece: Piece) -> Run | None:
        lines = [(number, line.strip()) for number, line in _numbered(piece) if line.strip()]
        name = piece.options.get("id", "")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name in self._ids:
            self._mistakes.add(piece.line, NO_ID, NO_ID_HINT)
        self._ids.add(name)
        if not lines:
            self._mistakes.add(piece.line, EMPTY(name="```run"), EMPTY_HINT)
            return None
        number, command = lines[0]
        try:
            wanted = asked(command)
        except HighlandError as error:
            self._mistakes.add(number, error.message, error.hint)
            return None
        expected = [found for each in lines[1:] if (found := self._expected(*each)) is not None]
        if len(lines) == 1:
            self._mistakes.add(piece.line, NO_NUMBER, NO_NUMBER_HINT)
        usual = "break" if wanted.faults else "try"
        kind, tolerance = self._kind(piece, usual), self._tolerance(piece)
        return Run(kind, name, command, wanted, tuple(expected), tolerance, piece.line)

    def _tolerance(self, piece: Piece) -> float:
        written = piece.options.get("tolerance", f"{100 * TOLERANCE:g}%")
        if not re.fullmatch(r"\d{1,2}(\.\d+)?%", written) or float(written[:-1]) > 50.0:
            self._mistakes.add(piece.line, BAD_TOLERANCE(value=written), BAD_TOLERANCE_HINT)
            return TOLERANCE
        return float(written[:-1]) / 100.0

    def _expected(self, line: int, text: str) -> Expected | None:
        found = LINE.fullmatch(text)
        in_words = found is not None and found[1] in IN_WORDS
        if found is None or (not in_words and NUMBER.fullmatch(found[2]) is None):
            self._mistakes.add(line, BAD_LINE(text=text[:60]), BAD_LINE_HINT)
            return None
        name, written, margin, label = found.groups()
        if label:
            self.spoken.append(Spoken(line, label))
        value = written if in_words else float(written)
        return Expected(name, value, written, None if margin is None else float(margin), label or "", line)

    def _quiz(self, piece: Piece) -> Quiz | None:
        questions: list[Question] = []
        asked_in, question, points = 0, "", 0
        for number, line in _numbered(piece):
            if line.startswith("?"):
                self._no_answer_to(asked_in)
                found = SENTENCE.search(line)
                if found is None or int(found[1]) < 1:
                    self._mistakes.add(number, BAD_QUESTION, BAD_QUESTION_HINT)
                asked_in, question = number, line[1 : found.start() if found else None].strip()
                points = int(found[1]) if found else 1
            elif line.startswith("=") and asked_in and line[1:].strip():
                questions.append(self._question(asked_in, question, points, line[1:].strip()))
                asked_in = 0
            elif line.strip():
                self._mistakes.add(number, BAD_QUIZ, BAD_QUIZ_HINT)
        self._no_answer_to(asked_in)
        if not questions and not asked_in:
            self._mistakes.add(piece.line, EMPTY(name="```quiz"), EMPTY_HINT)
        return Quiz(self._kind(piece, "mark"), tuple(questions), piece.line)

    def _no_answer_to(self, line: int) -> None:
        if line:
            self._mistakes.add(line, NO_ANSWER, NO_ANSWER_HINT)

    def _question(self, line: int, text: str, points: int, answer: str) -> Question:
        self.spoken += marked.check(text, line, self._folder, self._mistakes)
        self.spoken += marked.check(answer, line + 1, self._folder, self._mistakes)
        self._questions += 1
        return Question(f"q{self._questions}", text, marked.html_of(text, self._folder), points, answer, line)


def law_source(folder: Path) -> str | None:
    """The function `law` in the control.py of a project's folder; None where there is none."""
    file = folder / "control.py"
    if not file.is_file():
        return None
    text = file.read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == "law":
            return ast.get_source_segment(text, node)
    return None


def _numbered(piece: Piece) -> Iterator[tuple[int, str]]:
    return enumerate(piece.body, start=piece.line + 1)
