"""The person at the table, as the steps see one: told, asked, and shown what the program does and sees."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from devices import HighlandError, Message

YES, NO, AGAIN, SKIP = "yes", "no", "again", "skip"

YES_LABEL = Message("try.yes", "yes")
NO_LABEL = Message("try.no", "no")
AGAIN_LABEL = Message("try.again", "again")
SKIP_LABEL = Message("try.skip", "leave it out")
GO_LABEL = Message("try.go", "go")
PART_LABEL = Message("try.part", "{part}")


class Choice(NamedTuple):
    """One possible answer: the key to type, the answer it stands for, and what it means."""

    key: str
    answer: str
    label: Message


class Question(NamedTuple):
    """What a person is asked about a part. The first choice is that of a person with nothing to complain of.

    `topic` says which question it is, for answers that come from a file.
    """

    part: str
    topic: str
    text: Message
    choices: tuple[Choice, ...]


GO = Choice("", YES, GO_LABEL)  # the Enter key alone
SKIP_IT = Choice("s", SKIP, SKIP_LABEL)
ONCE_MORE = Choice("r", AGAIN, AGAIN_LABEL)
YES_OR_NO = (Choice("y", YES, YES_LABEL), Choice("n", NO, NO_LABEL))


class PersonError(HighlandError):
    """Nobody can answer, or not so: this ends the trial, where any other error is that of one part."""


class Person(Protocol):
    """Whoever sits at the table, or stands in for them."""

    def tell(self, message: Message) -> None:
        """Let them read this."""
        ...

    def live(self, message: Message) -> None:
        """Let them read this in place of the line before it that was live."""
        ...

    def ask(self, question: Question) -> str:
        """One of the question's answers."""
        ...

    def commanded(self, part: str, on: bool) -> None:
        """The output is commanded this from now on."""
        ...

    def looks(self, part: str, on: bool) -> None:
        """The output has had time to obey: this is what can be seen of it."""
        ...

    def wants_on(self) -> bool:
        """Whether they do not want to wait any longer."""
        ...


def which(part: str, text: Message, names: list[str]) -> Question:
    """Which of these parts it was."""
    return Question(
        part,
        "which",
        text,
        (
            *(Choice(str(number), name, PART_LABEL(part=name)) for number, name in enumerate(names, start=1)),
            Choice("n", NO, Message("try.none_of_them", "none of them")),
        ),
    )
