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
PLUGS = Message("program.plugs", "Choose what is plugged in")
PLUGS_CHOSEN = Message("program.plugs.chosen", "Plugged in by choice: {count}")
PLUGS_ABOUT = Message(
    "program.plugs.about",
    "Without a choice, the board plugs in what the program asks for. A choice holds from the next run.",
)
PLUGS_PART = Message("program.plugs.part", "Part")
PLUGS_PLACE = Message("program.plugs.place", "Where it is plugged in")
PLUGS_ADD = Message("program.plugs.add", "Plug in")
PLUGS_OUT = Message("program.plugs.out", "Pull out")
ON_PIN = Message("program.plugs.on_pin", "On a pin")
ON_I2C = Message("program.plugs.on_i2c", "On I2C")
ON_SPI = Message("program.plugs.on_spi", "On SPI")
ON_PORT = Message("program.plugs.on_port", "On a serial port")

FOR_SCRIPT = (
    *(RUN, STOP, RUNNING, ASKING, ANSWER, SEND, PARTS, NO_PARTS, PRINTED, HOLD, NOTICE, LIGHT_IS, SOUNDS, SILENT),
    *(GUESSED, GUESSED_LOW, GUESSED_HIGH, TURN),
    *(PLUGS, PLUGS_CHOSEN, PLUGS_ABOUT, PLUGS_PART, PLUGS_PLACE, PLUGS_ADD, PLUGS_OUT),
    *(ON_PIN, ON_I2C, ON_SPI, ON_PORT),
    *(ANGLE, TIME, ERROR_AT, ERROR, SEEN),
)
