-- 005: tables of trials, the models that were fitted to them, and which of them turn what is measured into a whole-body rate.
-- What a person decides about one of them is its state, one JSON text; an edit replaces it whole (table study_edit).

CREATE TABLE table_file (
  id          INTEGER PRIMARY KEY,
  sha256      TEXT NOT NULL UNIQUE CHECK (length (sha256) = 64),
  body        BLOB NOT NULL                     -- byte for byte as it was opened
) STRICT;

CREATE TABLE data_set (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,                    -- of the file
  origin      TEXT NOT NULL CHECK (origin IN ('file', 'readings', 'synthetic')),
  body        INTEGER NOT NULL UNIQUE REFERENCES table_file (id),
  understood  TEXT NOT NULL,                    -- JSON: delimiter, encoding, each column's type and unit
  added_us    INTEGER NOT NULL,
  state       TEXT NOT NULL                     -- JSON: rows left out with reasons, derived columns, filter
) STRICT;

-- Derived, never changed: a model that is fitted anew is a new version.
CREATE TABLE model (
  id              INTEGER PRIMARY KEY,
  name            TEXT NOT NULL CHECK (length (name) BETWEEN 1 AND 64),
  version         INTEGER NOT NULL,
  data_set        INTEGER REFERENCES data_set (id), -- NULL: imported from a file of coefficients
  recipe          TEXT,                             -- JSON: how it was fitted to which rows of which bytes
  equation        TEXT NOT NULL,                    -- JSON: model/equation.h
  program_version TEXT NOT NULL,
  made_us         INTEGER NOT NULL,
  state           TEXT NOT NULL,                    -- JSON
  UNIQUE (name, version)
) STRICT;

-- Row 1: from a patch to a whole-body rate. Row 2: from the conditions of a workout to a whole-body rate.
CREATE TABLE adoption (
  id          INTEGER PRIMARY KEY,
  state       TEXT NOT NULL                     -- JSON: model, by whom, when, why; {}: none
) STRICT;
INSERT INTO adoption (id, state) VALUES (1, '{}'), (2, '{}');

-- Undo and redo of all of the above: the state, whole, before and after.
CREATE TABLE study_edit (
  id          INTEGER PRIMARY KEY,
  subject     TEXT NOT NULL CHECK (subject IN ('data_set', 'model', 'adoption')),
  row         INTEGER NOT NULL,
  at_us       INTEGER NOT NULL,
  what        TEXT NOT NULL,
  before      TEXT NOT NULL,
  after       TEXT NOT NULL,
  undone      INTEGER NOT NULL DEFAULT 0
) STRICT;
