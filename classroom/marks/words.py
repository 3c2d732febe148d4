"""The sentences of a mark."""

from __future__ import annotations

from devices import Message

ENDED_WELL = Message("mark.ended_well", "The run goes on to its end.")
IS_SAFE = Message("mark.is_safe", "Nothing unsafe happens.")
UNSAFE_AT = Message("mark.unsafe_at", "After {t_s:span}: {what}")
MORE_UNSAFE = Message("mark.more_unsafe", "And {count} times more.")
SAME = Message("mark.same", "The same as the pupil was shown.")
DIFFERS = Message("mark.differs", "The pupil's browser claimed another result.")
NOT_CLAIMED = Message("mark.not_claimed", "The pupil's browser claimed no result.")
NOT_COMPARED = Message("mark.not_compared", "What the browser claimed was not compared: it is too long a run.")
ELSEWHERE = Message("mark.elsewhere", "Changed code is not run on this laptop: look at the work yourself. {reason}")
NO_PLACE = Message("mark.no_place", "There is no mark yet: keep the teacher's page open. {reason}")
REFUSED = Message("mark.refused", "The code asked for what no law needs, and was refused.")
LOST = Message("mark.lost", "The mark could not be made: the process that made it is gone.")
WENT_WRONG = Message("mark.went_wrong", "The mark could not be made ({error}). Look at the work yourself.")
NUMBER = Message("mark.number", "{name}: {got}")
OTHER_NUMBER = Message("mark.other_number", "{name}: {got}, not {wanted}")
OTHER_LESSON = Message("mark.other_lesson", "The work is not for this lesson, whose project is {project}.")
