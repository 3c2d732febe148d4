"""All texts of the editor, for its script."""

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

FOR_SCRIPT = (
    *(RUN, UNDO, REDO, COMPARE, ORIGINAL, SURE, SURE_YES, SURE_NO, IS_ORIGINAL, CHANGED, NOT_RUN, FILES, CODE, KEYS),
    *(ERROR_AT, ERROR_IN, GO, SAME, ALL_SAME, OLD_LINE, NEW_LINE, LEGEND, PLAIN, LOADING),
)
