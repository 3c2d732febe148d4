"""A line of the shell taken apart: commands, pipes between them, what joins them and where their output goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

SPECIAL = "\"'\\`$()|&;<>\n#"


@dataclass(slots=True)
class Simple:
    """One command: its words, where it stands in the text, and its redirections as (`1>`, file)."""

    words: list[str] = field(default_factory=list)
    start: int = 0
    end: int = 0
    redirections: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Pipeline:
    """Commands with pipes between them, and what joins them to the ones before: `&&`, `||` or `;`."""

    joined: str
    commands: list[Simple] = field(default_factory=list)
    background: bool = False


class ShellLine:
    """The pipelines of a text. `plain` says that nothing in it is worked out by the shell: no `$x`, no `$(...)`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = True
        self.pipelines: list[Pipeline] = []
        self._at = 0
        self._pipeline = Pipeline(";")
        self._simple = Simple()
        self._word: str | None = None
        self._redirection = ""
        while self._at < len(text):
            self._take()
        self._end_pipeline("")

    def commands(self) -> Iterator[Simple]:
        """All commands, one after the other."""
        for pipeline in self.pipelines:
            yield from pipeline.commands

    def _take(self) -> None:
        letter = self.text[self._at]
        if letter in "'\"":
            self._quoted(letter)
        elif letter == "\\":
            self._add(self.text[self._at + 1 : self._at + 2].replace("\n", ""), 2)
        elif letter in "`$()":
            self._expansion(letter)
        elif letter == "#" and self._word is None:
            end = self.text.find("\n", self._at)
            self._at = len(self.text) if end < 0 else end
        elif letter in "<>":
            self._redirect()
        elif letter in "|&;\n":
            self._operator()
        elif letter.isspace():
            self._end_word()
            self._at += 1
        else:
            self._add(letter, 1)

    def _add(self, letters: str, count: int) -> None:
        if self._word is None:
            self._word = ""
            if not self._simple.words and not self._redirection:
                self._simple.start = self._at
        self._word += letters
        self._at += count
        self._simple.end = self._at

    def _quoted(self, mark: str) -> None:
        end = self._at + 1
        letters = ""
        while end < len(self.text) and self.text[end] != mark:
            if mark == '"' and self.text[end] == "\\" and self.text[end + 1 : end + 2] in tuple('"\\$`'):
                end += 1
            elif mark == '"' and self.text[end] in "$`":
                self.plain = False
            letters += self.text[end : end + 1]
            end += 1
        self._add(letters, end + 1 - self._at)

    def _expansion(self, letter: str) -> None:
        """A variable stays in its word; brackets and backticks begin or end a command of their own."""
        self.plain = False
        if letter == "$" and self.text[self._at + 1 : self._at + 2] != "(":
            self._add(letter, 1)
            return
        self._end_pipeline(";")
        self._at += 2 if letter == "$" else 1

    def _redirect(self) -> None:
        text, at = self.text, self._at
        number = "1" if text[at] == ">" else "0"
        if self._word in ("1", "2") and text[at - 1 : at] == self._word:
            number, self._word = self._word, None
        self._end_word()
        length = 2 if text[at : at + 2] in (">>", "<<") else 1
        if text[at : at + 2] == ">&":
            length = 2
        self._redirection = number + text[at : at + length]
        self._at += length
        if not self._simple.words:
            self.plain = False

    def _operator(self) -> None:
        text, at = self.text, self._at
        two = text[at : at + 2]
        operator = two if two in ("&&", "||") else text[at]
        if operator == "&" and text[at + 1 : at + 2] == ">":  # &> file: both outputs
            self._at += 1
            self._redirect()
            self._redirection = "&>"
            return
        if operator == "|":
            self._end_simple()
        else:
            self._end_pipeline(operator)
        self._at = at + len(operator)

    def _end_word(self) -> None:
        if self._word is None:
            return
        if self._redirection:
            self._simple.redirections.append((self._redirection, self._word))
            self._redirection = ""
        else:
            self._simple.words.append(self._word)
        self._word = None

    def _end_simple(self) -> None:
        self._end_word()
        if self._simple.words:
            self._pipeline.commands.append(self._simple)
        self._simple = Simple()

    def _end_pipeline(self, operator: str) -> None:
        self._end_simple()
        self._pipeline.background = operator == "&"
        if self._pipeline.commands:
            self.pipelines.append(self._pipeline)
        self._pipeline = Pipeline(operator if operator in ("&&", "||") else ";")
