"""The tables of a store, for sqlite and PostgreSQL alike, and how all of one node is deleted from them.

A record is one row in `records`, its values are rows in `points`; both only grow at their end, whatever the number of
nodes: few pages are written for a batch, which spares an SD card. A stream is what one node says with one provenance,
so real and simulated values never share a series. Times are milliseconds since 1970 UTC; a rollup's `bucket` is the
number of whole spans since then. `ahead` holds numbers that arrived before those in front of them.
"""

from __future__ import annotations

VERSION = 1

TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL){packed};
CREATE TABLE nodes (name TEXT PRIMARY KEY, provenance TEXT NOT NULL, project TEXT NOT NULL, online SMALLINT NOT NULL,
    first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, snapshot TEXT NOT NULL, snapshot_at BIGINT NOT NULL,
    records BIGINT NOT NULL){packed};
CREATE TABLE outboxes (id {id}, node TEXT NOT NULL, epoch TEXT NOT NULL, mark BIGINT NOT NULL DEFAULT 0,
    skipped BIGINT NOT NULL DEFAULT 0,
    UNIQUE (node, epoch));
CREATE TABLE ahead (outbox BIGINT NOT NULL, seq BIGINT NOT NULL, prev BIGINT NOT NULL,
    PRIMARY KEY (outbox, seq)){packed};
CREATE INDEX ahead_prev ON ahead (outbox, prev, seq);
CREATE TABLE streams (id {id}, node TEXT NOT NULL, provenance TEXT NOT NULL, UNIQUE (node, provenance));
CREATE TABLE series (id {id}, stream BIGINT NOT NULL, channel TEXT NOT NULL, unit TEXT NOT NULL,
    UNIQUE (stream, channel, unit));
CREATE TABLE situations (id {id}, project TEXT NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL,
    UNIQUE (project, state, why));
CREATE TABLE records (id {id}, outbox BIGINT NOT NULL, seq BIGINT NOT NULL, stream BIGINT NOT NULL, ts BIGINT NOT NULL,
    received BIGINT NOT NULL, clock TEXT NOT NULL, situation BIGINT NOT NULL, t_s {real} NOT NULL, sim_ts {real});
CREATE UNIQUE INDEX records_number ON records (outbox, seq);
CREATE INDEX records_time ON records (stream, ts);
CREATE TABLE events (record BIGINT PRIMARY KEY, stream BIGINT NOT NULL, ts BIGINT NOT NULL, event TEXT NOT NULL,
    urgent SMALLINT NOT NULL, said TEXT NOT NULL, command TEXT NOT NULL){packed};
CREATE INDEX events_time ON events (ts);
CREATE INDEX events_stream ON events (stream, ts);
CREATE TABLE rollups (span INTEGER NOT NULL, stream BIGINT NOT NULL, bucket BIGINT NOT NULL, series BIGINT NOT NULL,
    samples BIGINT NOT NULL, low {real} NOT NULL, high {real} NOT NULL, total {real} NOT NULL,
    PRIMARY KEY (span, stream, bucket, series)){packed};
CREATE TABLE refused (node TEXT NOT NULL, reason TEXT NOT NULL, times BIGINT NOT NULL,
    PRIMARY KEY (node, reason)){packed};
CREATE TABLE refusals (id {id}, node TEXT NOT NULL, received BIGINT NOT NULL, reason TEXT NOT NULL, topic TEXT NOT NULL,
    payload {bytes} NOT NULL);
CREATE INDEX refusals_node ON refusals (node, id);
"""

SQLITE_POINTS = """
CREATE TABLE points (record BIGINT NOT NULL, series BIGINT NOT NULL, value REAL, quality SMALLINT NOT NULL,
    flag TEXT NOT NULL, PRIMARY KEY (record, series)) WITHOUT ROWID;
"""
POSTGRES_POINTS = """
CREATE TABLE points (ts BIGINT NOT NULL, record BIGINT NOT NULL, series BIGINT NOT NULL, value DOUBLE PRECISION,
    quality SMALLINT NOT NULL, flag TEXT NOT NULL);
CREATE INDEX points_series ON points (series, ts);
CREATE INDEX points_record ON points (record);
"""


def statements(text: str, **words: str) -> list[str]:
    """The single statements of a schema, with the words of a dialect filled in."""
    return [each.strip() for each in text.format(**words).split(";") if each.strip()]


LABEL = "label:"  # before a node's name in `about`: what the hub's keeper calls it, as JSON [name, place]

# All that is kept of one node, table by table

OUTBOXES_OF_NODE = "SELECT id FROM outboxes WHERE node = ?"
STREAMS_OF_NODE = "SELECT id FROM streams WHERE node = ?"
RECORDS_OF_NODE = f"SELECT id FROM records WHERE outbox IN ({OUTBOXES_OF_NODE})"

FORGET_NODE = (
    f"DELETE FROM points WHERE record IN ({RECORDS_OF_NODE})",
    f"DELETE FROM events WHERE record IN ({RECORDS_OF_NODE})",
    f"DELETE FROM records WHERE outbox IN ({OUTBOXES_OF_NODE})",
    f"DELETE FROM ahead WHERE outbox IN ({OUTBOXES_OF_NODE})",
    "DELETE FROM outboxes WHERE node = ?",
    f"DELETE FROM rollups WHERE stream IN ({STREAMS_OF_NODE})",
    f"DELETE FROM series WHERE stream IN ({STREAMS_OF_NODE})",
    "DELETE FROM streams WHERE node = ?",
    "DELETE FROM refused WHERE node = ?",
    "DELETE FROM refusals WHERE node = ?",
    "DELETE FROM nodes WHERE name = ?",
)
FORGET_ABOUT = "DELETE FROM about WHERE name = ?"
SET_ABOUT = "INSERT INTO about (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
TIMES_FORGOTTEN = "SELECT value FROM about WHERE name = 'forgotten'"  # deletions of nodes; other programs check it
