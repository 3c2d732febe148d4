"""What the relay says to pupils and teachers, in either language."""

from __future__ import annotations

from devices import Message

WRONG_WORD = Message("relay.wrong_word", "That is not the word of this class. It stands on the board.")
WRONG_PIN = Message("relay.wrong_pin", "That is not the PIN.")
SLOW_DOWN = Message("relay.slow_down", "Too many tries. Wait {wait_s:.0f} s, then try again.")
FULL = Message("relay.full", "All {seats} seats are taken. Tell your teacher.")
LOCKED = Message("relay.locked", "The class is locked. Tell your teacher.")
COLLECTED = Message("relay.collected", "The works are collected. Your teacher can open the class again.")
BAD_NAME = Message("relay.bad_name", "Write a name of 1 to {most} letters.")
NO_SEAT = Message("relay.no_seat", "This seat is not known any more. Join again.")
LOG_IN = Message("relay.log_in", "Log in with the PIN.")
TOO_LARGE = Message("relay.too_large", "That is larger than {most} bytes.")
NOT_UNDERSTOOD = Message("relay.not_understood", "The page sent what cannot be read. Load it again.")
NOT_OUR_PAGE = Message("relay.not_our_page", "That did not come from this page.")
NOT_SHOWN = Message("relay.not_shown", "Nobody looks at this board now.")
CANNOT_KEEP = Message("relay.cannot_keep", "The work could not be saved on the laptop: {reason}. Tell your teacher.")
NO_SUCH_SEAT = Message("relay.no_such_seat", "There is no seat {seat}.")
NO_SUCH_FAULT = Message("relay.no_such_fault", "There is no fault {fault} here.")
NO_SUCH_STAGE = Message("relay.no_such_stage", "The lesson has no part {stage}.")
NO_SUCH_LESSON = Message("relay.no_such_lesson", "There is no such lesson on this laptop.")
