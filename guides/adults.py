"""What a pupil of twelve must not do alone: a step with such a word names an adult, or forbids the thing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from devices import Message
from guides.fields import Both, GuideError

WORDS = {
    "en": r"mains|2[23]0 ?V|sockets?|flames?|lighters?|match(?:es)?|solder\w*|knife|knives|saw|drill\w*|acids?|"
    r"gas bottle|UV-C|UV lamps?|ladders?",
    "vi": r"điện lưới|2[23]0 ?V|ổ điện|ngọn lửa|bật lửa|diêm|mỏ hàn|hàn cầu|mối hàn|dao|cưa|khoan|a-?xít|axit|"
    r"bình gas|UV-C|đèn UV|thang",
}
FORBIDS = {
    "en": r"(?:no|never|do not|don't|not|nobody|without)\b",
    "vi": r"(?:không|đừng|cấm|chưa)(?=\s)",
}
SENTENCE = re.compile(r"(?<=[.!?:;])\s+")

NOT_ALONE = Message("guide.not_alone", "{file}: step {step} asks a pupil for what an adult must do: {sentence}")
NOT_ALONE_HINT = Message(
    "guide.not_alone.hint", 'Write `adult = {{ en = "why", vi = "..." }}`, or forbid it: `Never ...`, `Không ...`.'
)


def asks_too_much(sentence: str, lang: str) -> bool:
    """Whether a sentence names a danger and does not forbid it."""
    if re.search(rf"(?<!\w)(?:{WORDS[lang]})(?!\w)", sentence, re.IGNORECASE) is None:
        return False
    return re.match(FORBIDS[lang], sentence.strip(), re.IGNORECASE) is None


def refuse_what_pupils_must_not_do(file: str, step: int, texts: Iterable[Both]) -> None:
    """Raises GuideError for the first sentence that a pupil alone must not read as a task."""
    for both in texts:
        for lang, text in (("en", both.en), ("vi", both.vi)):
            for sentence in SENTENCE.split(text):
                if asks_too_much(sentence, lang):
                    raise GuideError(NOT_ALONE(file=file, step=step, sentence=sentence), NOT_ALONE_HINT)
