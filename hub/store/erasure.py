"""What a store holds of one node, table by table, so that all of it can be deleted."""

from __future__ import annotations

OUTBOXES = "SELECT id FROM outboxes WHERE node = ?"
STREAMS = "SELECT id FROM streams WHERE node = ?"
RECORDS = f"SELECT id FROM records WHERE outbox IN ({OUTBOXES})"

STATEMENTS = (
    f"DELETE FROM points WHERE record IN ({RECORDS})",
    f"DELETE FROM events WHERE record IN ({RECORDS})",
    f"DELETE FROM records WHERE outbox IN ({OUTBOXES})",
    f"DELETE FROM ahead WHERE outbox IN ({OUTBOXES})",
    "DELETE FROM outboxes WHERE node = ?",
    f"DELETE FROM rollups WHERE stream IN ({STREAMS})",
    f"DELETE FROM series WHERE stream IN ({STREAMS})",
    "DELETE FROM streams WHERE node = ?",
    "DELETE FROM refused WHERE node = ?",
    "DELETE FROM refusals WHERE node = ?",
    "DELETE FROM nodes WHERE name = ?",
)
TIMES = "SELECT value FROM about WHERE name = 'forgotten'"  # how often somebody was: other programs look at it
ONE_MORE = (
    "INSERT INTO about (name, value) VALUES ('forgotten', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
