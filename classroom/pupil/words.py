"""The texts of the pupil's pages. Their scripts get FOR_SCRIPT as JSON, in the reader's language."""

from __future__ import annotations

from classroom.drawn import words as drawn
from devices import Message

# The first page: a project, or a place in the class

CHOOSE = Message("pupil.choose", "Choose a project")
CHOOSE_TITLE = Message("pupil.choose.title", "Highland: choose a project (simulation)")
JOIN_TITLE = Message("pupil.join.title", "Join the class")
NICKNAME = Message("pupil.join.nickname", "Your nickname")
NICKNAME_HELP = Message("pupil.join.nickname.help", "Not your whole name: your teacher and the class may see it.")
CLASS_WORD = Message("pupil.join.word", "Class word")
CLASS_WORD_HELP = Message("pupil.join.word.help", "It stands on the board or on the projector.")
PICTURE = Message("pupil.join.picture", "Your picture")
JOIN = Message("pupil.join", "Join")
JOINING = Message("pupil.joining", "Asking for a place ...")
NO_NICKNAME = Message("pupil.join.no_nickname", "Write a nickname first.")
WRONG_WORD = Message("pupil.join.403", "That is not the class word. Look at it again: it stands on the board.")
CLASS_FULL = Message("pupil.join.409", "All places are taken. Ask your teacher for one more place.")
CLASS_LOCKED = Message(
    "pupil.join.423", "The class is closed for new pupils now. Raise your hand: your teacher can open it."
)
NOT_SO_FAST = Message("pupil.join.429", "Too many tries. Wait a minute, then try again.")
NO_ANSWER = Message(
    "pupil.join.0", "The teacher's laptop does not answer. Look at the Wi-Fi of this device, then try again."
)
JOIN_FAILED = Message("pupil.join.failed", "That did not work. Try again, or ask your teacher.")
WELCOME_BACK = Message("pupil.welcome_back", "Back to seat {seat}")
SOMEBODY_ELSE = Message("pupil.somebody_else", "I am somebody else")

# The board

PROGRAMS = Message("pupil.programs", "A program of your own")
HOME = Message("pupil.home", "All projects")
SEAT = Message("pupil.seat", "Seat {seat}")
TABS = Message("pupil.tabs", "What you can do")
TAB_VIEW = Message("pupil.tab.view", "View")
TAB_LESSON = Message("pupil.tab.lesson", "Lesson")
TAB_BREAK = Message("pupil.tab.break", "Break it")
TAB_NUMBERS = Message("pupil.tab.numbers", "Numbers")
TAB_CODE = Message("pupil.tab.code", "Its code")
TAB_WIRING = Message("pupil.tab.wiring", "Wiring")
BOOTING = Message("pupil.booting", "The board is starting. You can read and write meanwhile.")
READY = Message("pupil.ready", "The board is ready.")
RUNS_ON = Message("pupil.runs_on", "Running on, as fast as it can ...")
NO_SCRIPT = Message(
    "pupil.no_script", "This browser does not let the page run. Allow its scripts, or use another browser."
)

# The lesson

STEP = Message("pupil.step", "Step {step} of {steps}")
STEPS_DONE = Message("pupil.steps_done", "All {steps} steps are done")
STEP_PREDICT = Message("pupil.step.predict", "Write what you think will happen.")
STEP_RUN = Message("pupil.step.run", "Let the time run, and watch.")
STEP_BREAK = Message("pupil.step.break", "Break something. Look what the board does.")
STEP_CHANGE = Message("pupil.step.change", "Change a limit or a number.")
STEP_EXPLAIN = Message("pupil.step.explain", "Explain what happened.")
STEP_HAND_IN = Message("pupil.step.hand_in", "Hand in your work.")
STEP_SAVE = Message("pupil.step.save", "Download your work as a file.")
DONE = Message("pupil.done", "done")
PREDICT = Message("pupil.predict", "Before: what do you think?")
PREDICT_SAVE = Message("pupil.predict.save", "Write it down")
PREDICT_FIRST = Message("pupil.predict.first", "First write what you think will happen. Then the time can run.")
PREDICTED = Message("pupil.predicted", "Written down before the first run.")
EXPLAIN = Message("pupil.explain", "After: what happened?")
YOUR_ANSWER = Message("pupil.your_answer", "Your answer")
HINT = Message("pupil.hint", "A hint from your teacher")
HINT_CLOSE = Message("pupil.hint.close", "Understood")
CALL = Message("pupil.call", "Call the teacher")
CALLED = Message("pupil.called", "Your teacher sees your hand")
STEPS = Message("pupil.steps", "Steps of the lesson")
STEP_NAMED = Message("pupil.step_named", "Step {step}: {kind}")
KINDS = (
    Message("pupil.kind.predict", "Predict"),
    Message("pupil.kind.try", "Try"),
    Message("pupil.kind.break", "Break"),
    Message("pupil.kind.explain", "Explain"),
    Message("pupil.kind.change", "Change"),
    Message("pupil.kind.home", "At home"),
    Message("pupil.kind.mark", "Questions"),
    Message("pupil.kind.hand_in", "Hand in"),
)
ACTIVITY = Message("pupil.activity", "{title}, {minutes} min")
RUN_THIS = Message("pupil.run_this", "Run this")
RUN_MINE = Message("pupil.run_mine", "Run my law")
RUN_THEIRS = Message("pupil.run_theirs", "Run the lesson's law")
CHANGE_MINE = Message("pupil.change_mine", "Change my law")
NUMBERS_IN_LESSON = Message("pupil.numbers_in_lesson", "It has run. The numbers stand under “Lesson”.")
OF_THEIRS = Message("pupil.of_theirs", "These numbers are those of the lesson's law, not of yours.")
OPEN_CODE = Message("pupil.open_code", "Change this law")
POINTS = Message("pupil.points", "Points: {points}")
LAST_STEP = Message("pupil.last_step", "Look through your answers once more. Then hand in your work below.")
BACK_STEP = Message("pupil.back_step", "Back")
NEXT_STEP = Message("pupil.next_step", "Next")
SAFETY = Message("pupil.safety", "Safety")
STAGE = Message("pupil.stage", "Now: {title} ({minutes} min)")

# The work

WORK = Message("pupil.work", "Your work")
SAVED = Message("pupil.saved", "Saved on this device at {clock}.")
NOT_SAVED = Message("pupil.not_saved", "This browser saves nothing. Download your work before you close the page.")
DOWNLOAD = Message("pupil.download", "Download as a file")
LOAD = Message("pupil.load", "Load a file")
LOADED = Message("pupil.loaded", "The work from the file is here.")
BAD_FILE = Message("pupil.bad_file", "This file is not a work of this project.")
HAND_IN = Message("pupil.hand_in", "Hand in")
HAND_IN_AGAIN = Message("pupil.hand_in.again", "Hand in again")
HANDING_IN = Message("pupil.handing_in", "Handing in ...")
HANDED_IN = Message("pupil.handed_in", "Handed in at {at}. Your receipt:")
HAND_IN_WAITS = Message(
    "pupil.hand_in.waits", "The laptop is away. Your work is kept here, and handed in when it is back."
)
HAND_IN_NOT_RUN = Message("pupil.hand_in.not_run", "Code that you have not run is not in your work.")
ELSEWHERE = Message("pupil.elsewhere", "This board is open in another tab, and goes on there.")
HERE = Message("pupil.here", "Go on here")
HAND_IN_REFUSED = Message("pupil.hand_in.refused", "The laptop did not take this work. Call your teacher.")
FRESH = Message("pupil.fresh", "Begin anew")
FRESH_SURE = Message("pupil.fresh.sure", "Begin anew: all changes and answers go. Sure?")

# The class

PAUSED_BY_TEACHER = Message("pupil.paused_by_teacher", "Paused by the teacher: please look to the front.")
AWAY = Message("pupil.away", "The teacher's laptop is away. Go on: everything is kept here.")
FAULT_BY_TEACHER = Message("pupil.fault_by_teacher", "Your teacher has broken something. Find out what!")
SHOWN = Message("pupil.shown", "Your board is on the projector.")
REMOVED = Message("pupil.removed", "This seat is not yours any more. Join the class again: your work is still here.")

# Numbers

WORLD = Message("pupil.world", "The world")
LIMITS = Message("pupil.limits", "Limits of the law")
BEGINS_ANEW = Message("pupil.begins_anew", "With another number the time begins anew.")
ORIGINAL = Message("pupil.original", "original: {value}")
BACK = Message("pupil.back", "Back to the original")
BACK_OF = Message("pupil.back_of", "{name}: back to the original")
MORE_NUMBERS = Message("pupil.more_numbers", "More numbers")
UNITS = (
    Message("pupil.unit.s", "seconds"),
    Message("pupil.unit.min", "minutes"),
    Message("pupil.unit.h", "hours"),
    Message("pupil.unit.d", "days"),
)
YES = Message("pupil.yes", "yes")
NO = Message("pupil.no", "no")

# Code and wiring

CODE = Message("pupil.code", "The law of this board")
CODE_LATER = Message("pupil.code.later", "The code comes with the board.")
CODE_FAILED = Message("pupil.code.failed", "{file}, line {line}: {text}")
PRINTED = Message("pupil.printed", "What your code prints")
WIRING_ALT = Message("pupil.wiring.alt", "The wiring of {project} on one sheet")
WIRING_OPEN = Message("pupil.wiring.open", "Open the sheet alone")

FOR_SCRIPT = (
    *drawn.FOR_SCRIPT,
    *(JOINING, NO_NICKNAME, WRONG_WORD, CLASS_FULL, CLASS_LOCKED, NOT_SO_FAST, NO_ANSWER, JOIN_FAILED, WELCOME_BACK),
    *(SEAT, BOOTING, READY, RUNS_ON, STEP, STEPS_DONE, DONE, PREDICT_FIRST, PREDICTED, CALL, CALLED, STAGE),
    *(SAVED, NOT_SAVED, LOADED, BAD_FILE, HAND_IN, HAND_IN_AGAIN, HANDING_IN, HANDED_IN, HAND_IN_WAITS),
    *(HAND_IN_NOT_RUN, ELSEWHERE, HERE),
    *(HAND_IN_REFUSED, FRESH_SURE, PAUSED_BY_TEACHER, AWAY, FAULT_BY_TEACHER, SHOWN, REMOVED),
    *(ORIGINAL, BACK, BACK_OF, MORE_NUMBERS, YES, NO, CODE_FAILED, PRINTED, HINT, *UNITS),
    *(
        STEPS,
        STEP_NAMED,
        *KINDS,
        ACTIVITY,
        RUN_THIS,
        RUN_MINE,
        RUN_THEIRS,
        OPEN_CODE,
        CHANGE_MINE,
        OF_THEIRS,
        NUMBERS_IN_LESSON,
        POINTS,
        LAST_STEP,
        BACK_STEP,
    ),
    *(NEXT_STEP, SAFETY, YOUR_ANSWER, PREDICT_SAVE),
)
