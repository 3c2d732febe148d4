"""All texts of the editor and of the shelf of own programs, for their scripts."""

from __future__ import annotations

from devices import Message

RUN = Message("editor.run", "Run")
UNDO = Message("editor.undo", "Undo")
REDO = Message("editor.redo", "Redo")
COMPARE = Message("editor.compare", "Compare with the original")
ORIGINAL = Message("editor.original", "Back to the original")
SURE = Message("editor.sure", "Put the original into this file? Undo brings your text back.")
SURE_YES = Message("editor.sure_yes", "Put the original in")
SURE_NO = Message("editor.sure_no", "Keep my text")
IS_ORIGINAL = Message("editor.is_original", "The original is in this file again. Undo brings your text back.")
CHANGED = Message("editor.changed", "edited")
NOT_RUN = Message("editor.not_run", "Changed, not run yet")
FILE_CONTROL = Message("editor.file.control", "Law")
FILE_LIMITS = Message("editor.file.limits", "Limits")
FILE_REASONS = Message("editor.file.reasons", "Sentences")
FILE_MODEL = Message("editor.file.model", "States")
FILES = Message("editor.files", "Files")
CODE = Message("editor.code", "Code of {title}")
KEYS = Message("editor.keys", "Ctrl+Enter runs the code. Tab indents. To leave the code: Esc, then Tab.")
ERROR_AT = Message("editor.error_at", "{title}, line {line}:")
ERROR_IN = Message("editor.error_in", "{title}:")
GO = Message("editor.go", "Go to the line")
SAME = Message("editor.same", "{count} lines are the same")
ALL_SAME = Message("editor.all_same", "This file is as in the original.")
OLD_LINE = Message("editor.old_line", "original: ")
NEW_LINE = Message("editor.new_line", "yours: ")
LEGEND = Message("editor.legend", "− the original, + yours")
PLAIN = Message("editor.plain", "This browser does not color the code. Everything else works.")
LOADING = Message("editor.loading", "The editor is being loaded ...")

MINE = Message("programs.mine", "My programs")
NEW = Message("programs.new", "New program")
NAME = Message("programs.name", "Name of the program")
TAKE_NAME = Message("programs.take_name", "Take this name")
RENAME = Message("programs.rename", "Rename")
IN = Message("programs.in", "Load a file")
OUT = Message("programs.out", "Save as a file")
DELETE = Message("programs.delete", "Delete")
DELETED = Message("programs.deleted", "{name} is deleted.")
BRING_BACK = Message("programs.bring_back", "Bring it back")
CAME = Message("programs.came", "{name} is here now.")
NO_TEXT = Message("programs.no_text", "This file is no program: take a text of at most 64 kB.")
FULL = Message("programs.full", "This browser keeps no more. Delete a program, or save it as a file.")
LASTS_NOT = Message("programs.lasts_not", "This browser keeps nothing. Save your program as a file before you leave.")

FOR_SCRIPT = (
    *(RUN, UNDO, REDO, COMPARE, ORIGINAL, SURE, SURE_YES, SURE_NO, IS_ORIGINAL, CHANGED, NOT_RUN, FILES, CODE, KEYS),
    *(ERROR_AT, ERROR_IN, GO, SAME, ALL_SAME, OLD_LINE, NEW_LINE, LEGEND, PLAIN, LOADING),
    *(FILE_CONTROL, FILE_LIMITS, FILE_REASONS, FILE_MODEL),
    *(MINE, NEW, NAME, TAKE_NAME, RENAME, IN, OUT, DELETE, DELETED, BRING_BACK, CAME, NO_TEXT, FULL, LASTS_NOT),
)
