"""All texts of a program's panel, for its script."""

from __future__ import annotations

from devices import Message

RUN = Message("program.run", "Run")
STOP = Message("program.stop", "Stop")
RUNNING = Message("program.running", "The program is running.")
ASKING = Message("program.asking", "The program waits for an answer.")
ANSWER = Message("program.answer", "Answer")
SEND = Message("program.send", "Send")
PARTS = Message("program.parts", "Parts on the board")
NO_PARTS = Message("program.no_parts", "No part yet. A part appears when the program uses it.")
PRINTED = Message("program.printed", "What the program prints")
HOLD = Message("program.hold", "Hold it down: {words}, {where}")
NOTICE = Message("program.notice", "Let it notice something: {words}, {where}")
GUESSED = Message("program.guessed", "A guess")
GUESSED_LOW = Message("program.guessed.low", "A guess: low at rest")
GUESSED_HIGH = Message("program.guessed.high", "A guess: high at rest")
TURN = Message("program.turn", "Other way round: {words}, {where}")
LIGHT_IS = Message("program.light", "{words}, {where}: {percent} %")
SOUNDS = Message("program.sounds", "{hertz} Hz")
SILENT = Message("program.silent", "silent")
ANGLE = Message("program.pulse", "pulse of {ms} ms")
TIME = Message("program.time", "{seconds} s")
ERROR_AT = Message("program.error_at", "Error in line {line}")
ERROR = Message("program.error", "Error")
SEEN = Message("program.seen", "What we noticed")

FOR_SCRIPT = (
    *(RUN, STOP, RUNNING, ASKING, ANSWER, SEND, PARTS, NO_PARTS, PRINTED, HOLD, NOTICE, LIGHT_IS, SOUNDS, SILENT),
    *(GUESSED, GUESSED_LOW, GUESSED_HIGH, TURN),
    *(ANGLE, TIME, ERROR_AT, ERROR, SEEN),
)
