"""All texts of the teacher's page and of the projector's. Their scripts get those that they need as JSON."""

from __future__ import annotations

from classroom.drawn.words import DAYS, HOURS, MINUTES, NOT_KNOWN
from devices import Message

TITLE = Message("teacher.title", "Class: the teacher's page (simulation)")
HEADING = Message("teacher.heading", "Class")
PROJECTOR_TITLE = Message("projector.title", "Class on the projector (simulation)")

PIN = Message("teacher.pin", "PIN")
PIN_WHERE = Message("teacher.pin_where", "The laptop's window shows the PIN: six digits.")
ENTER = Message("teacher.enter", "Enter")
WRONG_PIN = Message("teacher.wrong_pin", "That is not the PIN.")
WAIT = Message("teacher.wait", "Too many wrong PINs. Wait a minute, then try again.")
LEFT_OUT = Message("teacher.left_out", "Enter the PIN again: the laptop's program was started anew.")
CLASS_LOST = Message(
    "teacher.lost", "The laptop's program does not answer. What is shown is old. Looking for it again ..."
)
NOT_DONE = Message("teacher.not_done", "That could not be done.")

WALL = Message("teacher.wall", "The boards of the class")
BOARDS = Message("teacher.boards", "{here} of {all} boards online")
NOBODY = Message("teacher.nobody", "Nobody is here yet. Show the class the address and the word.")
SEAT = Message("teacher.seat", "Board {seat}")
HAND = Message("teacher.hand", "raises a hand")
HAND_NOW = Message("teacher.hand_now", "Board {seat} raises a hand.")
STUCK = Message("teacher.stuck", "stuck")
OFFLINE = Message("teacher.offline", "offline")
HANDED_IN = Message("teacher.handed_in", "handed in")
NO_STATE = Message("teacher.no_state", "not started")
MEANS_IDLE = Message("teacher.means_idle", "waiting")
MEANS_WORK = Message("teacher.means_work", "in order")
MEANS_CAUTION = Message("teacher.means_caution", "warning")
MEANS_DANGER = Message("teacher.means_danger", "danger")
MEANS_FAULT = Message("teacher.means_fault", "fault")
MEANS_OFFLINE = Message("teacher.means_offline", "offline")
MEANS_HAND = Message("teacher.means_hand", "raised")
MEANS_STUCK = Message("teacher.means_stuck", "stuck")
MEANS_HANDED_IN = Message("teacher.means_handed_in", "handed in")
SUMS = Message("teacher.sums", "How the class is")

LESSON = Message("teacher.lesson", "The lesson's stages")
STAGE_MINUTES = Message("teacher.stage_minutes", "{title}, {minutes} min")
START_LESSON = Message("teacher.start_lesson", "Start the lesson")
NEXT_STAGE = Message("teacher.next_stage", "Next stage")
LESSON_OVER = Message("teacher.lesson_over", "The last stage")
MINUTE = Message("teacher.minute", "{minutes}′/{of}′")

LESSONS = Message("teacher.lessons", "Lessons")
CHOOSE_LESSON = Message("teacher.choose_lesson", "Which lesson?")
CHOOSE_LESSON_MORE = Message(
    "teacher.choose_lesson_more", "All pupils' pages go there within seconds; nobody has to join again."
)
OPEN_LESSON = Message("teacher.open_lesson", "Open for the class")
IS_OPEN = Message("teacher.is_open", "Open now")
GRADES = Message("teacher.grades", "Grade {grades}")
OF_MINUTES = Message("teacher.of_minutes", "{minutes} min")
LESSONS_COMING = Message("teacher.lessons_coming", "Reading the lessons ...")
NO_LESSONS = Message("teacher.no_lessons", "No lesson could be read.")
FREE_WORK = Message("teacher.free_work", "Free work without a lesson")
LESSON_OPEN = Message("teacher.lesson_open", "The lesson is open for the class.")
FREE_OPEN = Message("teacher.free_open", "Each pupil chooses a project.")
SURE_LESSON = Message("teacher.sure_lesson", "Begin something else?")
SURE_LESSON_MORE = Message(
    "teacher.sure_lesson_more",
    "Marks and works of this lesson leave this page. Save the table first; the works stay in the folder of the class.",
)
ANSWERS = Message("teacher.answers", "Answers")
QUESTION_TAB = Message("teacher.question_tab", "{number}. {kind} ({count})")
KINDS = (
    Message("teacher.kind_predict", "Prediction"),
    Message("teacher.kind_explain", "Explanation"),
    Message("teacher.kind_mark", "Question"),
)
EXPECTED = Message("teacher.expected", "Expected:")
NOT_WRITTEN = Message("teacher.not_written", "nothing yet")
POINTS_OF = Message("teacher.points_of", "Points, of {points}")
AT_STAGE = Message("teacher.at_stage", "{title}, {minutes} min; boards here: {count}")
HERE_NOW = Message("teacher.here_now", "boards here: {count}")

ORDERS = Message("teacher.orders", "For the whole class")
PAUSE = Message("teacher.pause", "Pause all")
GO_ON = Message("teacher.go_on", "All go on")
FAULT = Message("teacher.fault", "Break")
MEND = Message("teacher.mend", "Mend")
HINT = Message("teacher.hint", "Hint")
LOCK = Message("teacher.lock", "Lock the door")
UNLOCK = Message("teacher.unlock", "Open the door")
COLLECT = Message("teacher.collect", "Collect")
REOPEN = Message("teacher.reopen", "Give back")
PROJECTOR = Message("teacher.projector", "Projector")
SHOW_NAMES = Message("teacher.show_names", "Show names")

PAUSED_DONE = Message("teacher.paused_done", "All boards are paused.")
GONE_ON_DONE = Message("teacher.gone_on_done", "All boards go on.")
FAULT_DONE = Message("teacher.fault_done", "For everyone: {fault}.")
MENDED_DONE = Message("teacher.mended_done", "Everything is mended.")
LOCKED_DONE = Message("teacher.locked_done", "The door is locked: nobody else can join.")
UNLOCKED_DONE = Message("teacher.unlocked_done", "The door is open.")
COLLECTED_DONE = Message("teacher.collected_done", "The works are collected.")
REOPENED_DONE = Message("teacher.reopened_done", "The pupils may go on and hand in again.")
HINTED_DONE = Message("teacher.hinted_done", "The hint is sent.")
SHOWN_DONE = Message("teacher.shown_done", "Board {seat} is on the projector.")
UNSHOWN_DONE = Message("teacher.unshown_done", "No board is on the projector.")
REMOVED_DONE = Message("teacher.removed_done", "Board {seat} is free again.")
RENAMED_DONE = Message("teacher.renamed_done", "The name is changed.")
STAGE_DONE = Message("teacher.stage_done", "Now: {title}")
UNDO = Message("teacher.undo", "Undo")

CANCEL = Message("teacher.cancel", "Cancel")
CLOSE = Message("teacher.close", "Close")
SURE_COLLECT = Message("teacher.sure_collect", "Collect from everyone?")
SURE_COLLECT_MORE = Message(
    "teacher.sure_collect_more", "Each pupil's work is handed in as it is now. Then the marks are worked out."
)
SURE_LOCK = Message("teacher.sure_lock", "Lock the door?")
SURE_LOCK_MORE = Message("teacher.sure_lock_more", "Nobody else can join. Those who are here go on.")
SURE_REMOVE = Message("teacher.sure_remove", "Remove board {seat}?")
SURE_REMOVE_MORE = Message("teacher.sure_remove_more", "Its work leaves the wall. The pupil has to join again.")

CHOOSE_FAULT = Message("teacher.choose_fault", "What breaks for everyone?")
BROKEN = Message("teacher.broken", "broken")
NO_FAULTS = Message("teacher.no_faults", "Nothing here can be broken for everyone.")
WRITE_HINT = Message("teacher.write_hint", "A hint")
HINT_TEXT = Message("teacher.hint_text", "Text of the hint")
TO_WHOM = Message("teacher.to_whom", "To whom")
TO_ALL = Message("teacher.to_all", "to all")
TO_THESE = Message("teacher.to_these", "to these boards ({count}): {seats}")
SEND = Message("teacher.send", "Send")
READY_HINTS = (
    Message("teacher.hint_line", "Read the line that the error names."),
    Message("teacher.hint_run", "Run it again after each change."),
    Message("teacher.hint_one", "Change one thing only, then look."),
    Message("teacher.hint_unknown", "What should happen when the sensor does not answer?"),
)

NAME = Message("teacher.name", "Nickname")
RENAME = Message("teacher.rename", "Rename")
REMOVE = Message("teacher.remove", "Remove")
SHOW = Message("teacher.show", "Show on the projector")
UNSHOW = Message("teacher.unshow", "Take off the projector")
HINT_ONE = Message("teacher.hint_one_board", "Hint to this board")
LAST_ERROR = Message("teacher.last_error", "Last error")
CODE = Message("teacher.code", "Code")
CODE_SAME = Message("teacher.code_same", "The code is not changed.")
CODE_CHANGED = Message("teacher.code_changed", "Changed: {files}")
NO_WORK = Message("teacher.no_work", "Nothing is saved yet.")
OWN_PROGRAM = Message("teacher.own_program", "A program of its own")
PROGRAM_IN = Message("teacher.program_in", "{name}: handed in at {at}, receipt {receipt}. It is not marked.")
RECEIPT = Message("teacher.receipt", "Handed in at {at}, receipt {receipt}")
NO_MOMENT = Message("teacher.no_moment", "This board has shown nothing yet.")
SEEN = Message("teacher.seen", "Last heard {age_s} s ago")

ERRORS = Message("teacher.errors", "Frequent errors now")
NO_ERRORS = Message("teacher.no_errors", "No board has an error.")
COUNT_BOARDS = Message("teacher.count_boards", "{count} boards")
HINT_THESE = Message("teacher.hint_these", "Hint to these {count}")

LATE = Message("teacher.late", "To join")
ADDRESS = Message("teacher.address", "Address")
CLASS_WORD = Message("teacher.class_word", "Class word")
QR = Message("teacher.qr", "QR code of the address")
SHOW_JOIN = Message("teacher.show_join", "Show on the projector")

MARKS = Message("teacher.marks", "Marks")
MARK = Message("teacher.mark", "Mark")
MARKS_SO_FAR = Message("teacher.marks_so_far", "{done} of {all} works marked")
NO_MARKS = Message("teacher.no_marks", "Marks come after the works are collected.")
MARK_POINTS = Message("teacher.mark_points", "{points} of {of}")
MARK_WAITING = Message("teacher.mark_waiting", "waits")
MARK_RUNNING = Message("teacher.mark_running", "is being run")
MARK_FAILED = Message("teacher.mark_failed", "could not be run")
TABLE = Message("teacher.table", "Table (CSV)")
PAGES = Message("teacher.pages", "Printed pages")

TROUBLE = Message("teacher.trouble", "Wrong PINs: {wrong_pins}. Refused: {refused}. Last: {at}, {who}, {what}.")
TROUBLE_PIN = Message("teacher.trouble_pin", "PIN")
TROUBLE_WORD = Message("teacher.trouble_word", "class word")
TROUBLE_SEAT = Message("teacher.trouble_seat", "another board's place")
TROUBLE_WORK = Message("teacher.trouble_work", "bad work")
TROUBLE_SIZE = Message("teacher.trouble_size", "too large")
TROUBLE_RATE = Message("teacher.trouble_rate", "too often")
TROUBLE_DISK = Message("teacher.trouble_disk", "the laptop's disk does not take it")

CHOOSE_VIEW = Message("teacher.choose_view", "What the projector shows")
OPEN_PROJECTOR = Message("teacher.open_projector", "Open the projector's page")
VIEW_JOIN = Message("teacher.view_join", "How to join")
VIEW_WALL = Message("teacher.view_wall", "All boards")
VIEW_QUESTION = Message("teacher.view_question", "The question")
VIEW_BOARD = Message("teacher.view_board", "One board")
VIEW_CLOCK = Message("teacher.view_clock", "The clock")
PROJECTOR_NAMES = Message("teacher.projector_names", "Names on the projector")

FROM_TEACHER = Message("projector.from_teacher", "Open this page from the teacher's page.")
TEACHERS_PAGE = Message("projector.teachers_page", "To the teacher's page")
OPEN_THIS = Message("projector.open_this", "Open this address, or point the camera at the code")
SAY_WORD = Message("projector.say_word", "Class word")
HERE = Message("projector.here", "{count} are here")
NO_BOARD = Message("projector.no_board", "The teacher shows no board now.")
NO_QUESTION = Message("projector.no_question", "This lesson has no question.")
MINUTES_LEFT = Message("projector.minutes_left", "{minutes} min left")
MINUTES_OVER = Message("projector.minutes_over", "time is up")
ALL_PAUSED = Message("projector.all_paused", "All boards are paused")
DOOR_LOCKED = Message("projector.door_locked", "The door is locked")

BOTH_SCRIPTS = (
    *(HOURS, MINUTES, DAYS, NOT_KNOWN, CLASS_LOST, BOARDS, SEAT, HAND, STUCK, OFFLINE, HANDED_IN, NO_STATE),
    *(MEANS_IDLE, MEANS_WORK, MEANS_CAUTION, MEANS_DANGER, MEANS_FAULT, MEANS_OFFLINE, MEANS_HAND, MEANS_STUCK),
    *(MEANS_HANDED_IN, STAGE_MINUTES, AT_STAGE, HERE_NOW, MINUTE, QR, NO_MOMENT),
)
FOR_TEACHER = (
    *BOTH_SCRIPTS,
    *(WRONG_PIN, WAIT, LEFT_OUT, NOT_DONE, NOBODY, HAND_NOW, START_LESSON, NEXT_STAGE, LESSON_OVER, PAUSE, GO_ON),
    *(LOCK, UNLOCK, COLLECT, REOPEN, PAUSED_DONE, GONE_ON_DONE, FAULT_DONE, MENDED_DONE, LOCKED_DONE, UNLOCKED_DONE),
    *(COLLECTED_DONE, REOPENED_DONE, HINTED_DONE, SHOWN_DONE, UNSHOWN_DONE, REMOVED_DONE, RENAMED_DONE, STAGE_DONE),
    *(SURE_COLLECT, SURE_COLLECT_MORE, SURE_LOCK, SURE_LOCK_MORE, SURE_REMOVE, SURE_REMOVE_MORE, REMOVE),
    *(
        TO_ALL,
        TO_THESE,
        SHOW,
        UNSHOW,
        CODE_SAME,
        CODE_CHANGED,
        NO_WORK,
        RECEIPT,
        PROGRAM_IN,
        SEEN,
        NO_ERRORS,
        COUNT_BOARDS,
    ),
    *(HINT_THESE, MARKS_SO_FAR, NO_MARKS, MARK_POINTS, MARK_WAITING, MARK_RUNNING, MARK_FAILED, TROUBLE, TROUBLE_PIN),
    *(
        IS_OPEN,
        OPEN_LESSON,
        GRADES,
        OF_MINUTES,
        LESSONS_COMING,
        NO_LESSONS,
        LESSON_OPEN,
        FREE_OPEN,
        FREE_WORK,
        SURE_LESSON,
    ),
    *(SURE_LESSON_MORE, QUESTION_TAB, *KINDS, EXPECTED, NOT_WRITTEN, POINTS_OF),
    *(TROUBLE_WORD, TROUBLE_SEAT, TROUBLE_WORK, TROUBLE_SIZE, TROUBLE_RATE, TROUBLE_DISK),
)
FOR_PROJECTOR = (
    *BOTH_SCRIPTS,
    *(HERE, NO_BOARD, NO_QUESTION, MINUTES_LEFT, MINUTES_OVER, ALL_PAUSED, DOOR_LOCKED),
)
