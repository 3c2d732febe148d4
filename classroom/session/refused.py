"""What a session refuses, in one sentence for the person at the page."""

from __future__ import annotations

from devices import HighlandError, Message

NOT_KNOWN = Message("session.not_known", "The board does not know this order.")
NOT_FIT = Message("session.not_fit", "The order {do} cannot have this {name}.")
LACKS = Message("session.lacks", "The order {do} needs {name}.")
TOO_LARGE = Message("session.too_large", "That is too much text: {most_kb} kB is the most.")
NOT_BEGUN = Message("session.not_begun", "No board has begun yet.")
NO_PROJECT = Message("session.no_project", "There is no project of this name.")
NO_BUTTON = Message("session.no_button", "The board has no button {name}.")
NO_FAULT = Message("session.no_fault", "The fault {name} is not offered here.")
NO_SPEED = Message("session.no_speed", "This speed is not offered. Choose one of these: {speeds}.")
IS_OVER = Message("session.is_over", "This run is over. Begin again.")
NO_FILE = Message("session.no_file", "The law has no file {name}.")
NO_LIMIT = Message("session.no_limit", "The law has no number {name} that can be changed here.")
NO_SETTING = Message("session.no_setting", "The world has no setting {name} that can be changed here.")
NO_WORLD = Message("session.no_world", "No world can begin with these settings ({error}).")
OUT_OF_RANGE = Message("session.out_of_range", "{name} must be a number from {low:g} to {high:g}.")
YES_OR_NO = Message("session.yes_or_no", "{name} must be yes or no.")
BUSY = Message("session.busy", "One such run is being worked out already. Wait a moment.")
CHANGED = Message("session.changed", "The board has changed meanwhile: ask again.")
WENT_WRONG = Message("session.went_wrong", "That did not work: {error}.")

LONGEST = 200  # letters of what Python says


class Refused(HighlandError):
    """An order that is not carried out."""
