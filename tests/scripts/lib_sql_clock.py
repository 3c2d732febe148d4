# A table that dates its rows by itself, and a question for the last hour.
import sqlite3
import time
from datetime import datetime, UTC

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE log (value INTEGER, at TEXT DEFAULT CURRENT_TIMESTAMP, day TEXT DEFAULT (date('now')))")
for value in range(3):
    db.execute("INSERT INTO log (value) VALUES (?)", (value,))
    time.sleep(1800)
first, day = db.execute("SELECT at, day FROM log").fetchone()
print(abs(datetime.fromisoformat(first).replace(tzinfo=UTC).timestamp() - (time.time() - 5400)) < 1)
print(day == first[:10])
for (value,) in db.execute("SELECT value FROM log WHERE at > datetime('now', '-70 minutes')"):
    print(value)
here = db.execute("SELECT strftime('%H:%M', 'now', 'localtime')").fetchone()[0]
print(here == time.strftime("%H:%M"), db.execute("SELECT date('2026-02-28', '+1 day')").fetchone()[0])
print(abs(db.execute("SELECT (julianday() - 2440587.5) * 86400").fetchone()[0] - time.time()) < 0.1)
