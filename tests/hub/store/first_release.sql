-- What `sqlite3 hub.db .dump` says of a store that the first release made: a reading and an event of one node.
PRAGMA page_size = 1024;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ahead (outbox BIGINT NOT NULL, seq BIGINT NOT NULL, prev BIGINT NOT NULL,
    PRIMARY KEY (outbox, seq)) WITHOUT ROWID;
CREATE TABLE events (record BIGINT PRIMARY KEY, stream BIGINT NOT NULL, ts BIGINT NOT NULL, event TEXT NOT NULL,
    urgent SMALLINT NOT NULL, said TEXT NOT NULL, command TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "events" VALUES(2,1,1764288120000,'state',1,'{"en": "Gas!", "vi": "C\u00f3 gas!"}','{}');
CREATE TABLE nodes (name TEXT PRIMARY KEY, provenance TEXT NOT NULL, project TEXT NOT NULL, online SMALLINT NOT NULL,
    first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, snapshot TEXT NOT NULL, snapshot_at BIGINT NOT NULL,
    records BIGINT NOT NULL) WITHOUT ROWID;
INSERT INTO "nodes" VALUES('red-heron','real','gas_alarm',1,1764288061000,1764291600000,'{"v": 1, "node": "red-heron", "provenance": "real", "project": "gas_alarm", "ts": 1764291599.0, "t_s": 1.0, "state": "WATCH", "why": "gas.low", "alarm": "none", "said": {"en": "All is well.", "vi": "Kh\u00f4ng sao."}, "readings": {"gas_lpg_ppm": [3.0, "ppm"]}, "commanded": {}, "backlog": 0, "dropped": 0, "period_s": 60.0, "remote": []}',1764291600000,2);
CREATE TABLE outboxes (id INTEGER PRIMARY KEY, node TEXT NOT NULL, epoch TEXT NOT NULL, mark BIGINT NOT NULL DEFAULT 0,
    skipped BIGINT NOT NULL DEFAULT 0,
    UNIQUE (node, epoch));
INSERT INTO "outboxes" VALUES(1,'red-heron','0123456789abcdef',2,0);
CREATE TABLE points (record BIGINT NOT NULL, series BIGINT NOT NULL, value REAL, quality SMALLINT NOT NULL,
    flag TEXT NOT NULL, PRIMARY KEY (record, series)) WITHOUT ROWID;
INSERT INTO "points" VALUES(1,1,71.0,0,'');
INSERT INTO "points" VALUES(1,2,20.0,0,'');
INSERT INTO "points" VALUES(1,3,0.0,0,'');
CREATE TABLE records (id INTEGER PRIMARY KEY, outbox BIGINT NOT NULL, seq BIGINT NOT NULL, stream BIGINT NOT NULL, ts BIGINT NOT NULL,
    received BIGINT NOT NULL, clock TEXT NOT NULL, situation BIGINT NOT NULL, t_s REAL NOT NULL, sim_ts REAL);
INSERT INTO "records" VALUES(1,1,1,1,1764288060000,1764288061000,'node',1,60.0,NULL);
INSERT INTO "records" VALUES(2,1,2,1,1764288120000,1764288121000,'node',2,120.0,NULL);
CREATE TABLE refusals (id INTEGER PRIMARY KEY, node TEXT NOT NULL, received BIGINT NOT NULL, reason TEXT NOT NULL, topic TEXT NOT NULL,
    payload BLOB NOT NULL);
CREATE TABLE refused (node TEXT NOT NULL, reason TEXT NOT NULL, times BIGINT NOT NULL,
    PRIMARY KEY (node, reason)) WITHOUT ROWID;
CREATE TABLE rollups (span INTEGER NOT NULL, stream BIGINT NOT NULL, bucket BIGINT NOT NULL, series BIGINT NOT NULL,
    samples BIGINT NOT NULL, low REAL NOT NULL, high REAL NOT NULL, total REAL NOT NULL,
    PRIMARY KEY (span, stream, bucket, series)) WITHOUT ROWID;
INSERT INTO "rollups" VALUES(300,1,5880960,1,1,71.0,71.0,71.0);
INSERT INTO "rollups" VALUES(300,1,5880960,2,1,20.0,20.0,20.0);
INSERT INTO "rollups" VALUES(300,1,5880960,3,1,0.0,0.0,0.0);
INSERT INTO "rollups" VALUES(3600,1,490080,1,1,71.0,71.0,71.0);
INSERT INTO "rollups" VALUES(3600,1,490080,2,1,20.0,20.0,20.0);
INSERT INTO "rollups" VALUES(3600,1,490080,3,1,0.0,0.0,0.0);
INSERT INTO "rollups" VALUES(86400,1,20420,1,1,71.0,71.0,71.0);
INSERT INTO "rollups" VALUES(86400,1,20420,2,1,20.0,20.0,20.0);
INSERT INTO "rollups" VALUES(86400,1,20420,3,1,0.0,0.0,0.0);
CREATE TABLE series (id INTEGER PRIMARY KEY, stream BIGINT NOT NULL, channel TEXT NOT NULL, unit TEXT NOT NULL,
    UNIQUE (stream, channel, unit));
INSERT INTO "series" VALUES(1,1,'box_humidity_pct','%');
INSERT INTO "series" VALUES(2,1,'box_temperature_c','C');
INSERT INTO "series" VALUES(3,1,'heater','');
CREATE TABLE situations (id INTEGER PRIMARY KEY, project TEXT NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL,
    UNIQUE (project, state, why));
INSERT INTO "situations" VALUES(1,'solar_lamp','DRY_HEAT','heat.on');
INSERT INTO "situations" VALUES(2,'solar_lamp','ALARM','alarm.above');
CREATE TABLE streams (id INTEGER PRIMARY KEY, node TEXT NOT NULL, provenance TEXT NOT NULL, UNIQUE (node, provenance));
INSERT INTO "streams" VALUES(1,'red-heron','real');
CREATE INDEX ahead_prev ON ahead (outbox, prev, seq);
CREATE UNIQUE INDEX records_number ON records (outbox, seq);
CREATE INDEX records_time ON records (stream, ts);
CREATE INDEX events_time ON events (ts);
CREATE INDEX events_stream ON events (stream, ts);
CREATE INDEX refusals_node ON refusals (node, id);
COMMIT;
