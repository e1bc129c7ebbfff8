-- 002: events of athletes as their sources told them. The timeline is derived from these rows and never stored: the same
-- rows give the same timeline, in whatever order they came.

CREATE TABLE event (
  id           INTEGER PRIMARY KEY,
  athlete      INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
  source       TEXT NOT NULL,
  source_id    TEXT NOT NULL,
  revision     INTEGER NOT NULL DEFAULT 0,
  content_hash TEXT,
  kind         TEXT NOT NULL,
  start_us     INTEGER,                          -- UTC; NULL: not known
  end_us       INTEGER,
  body         TEXT NOT NULL,                    -- JSON: the whole event (timeline/event-json.h)
  received_us  INTEGER NOT NULL,
  expires_us   INTEGER,                          -- after this the row must be gone (terms of the service it came from)
  UNIQUE (athlete, source, source_id)
) STRICT;
CREATE INDEX event_time ON event (athlete, start_us);
CREATE INDEX event_hash ON event (athlete, content_hash) WHERE content_hash IS NOT NULL;
CREATE INDEX event_expires ON event (expires_us) WHERE expires_us IS NOT NULL;

-- What a person decided about two tellings: that they are one event, or that they never are. By the sources' own keys, so
-- that a decision survives a new import. The lesser key stands first.
CREATE TABLE event_decision (
  athlete      INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
  one          TEXT NOT NULL,                    -- "source source_id"
  other        TEXT NOT NULL,
  same         INTEGER NOT NULL CHECK (same IN (0, 1)),
  at_us        INTEGER NOT NULL,
  PRIMARY KEY (athlete, one, other),
  CHECK (one < other)
) STRICT, WITHOUT ROWID;
