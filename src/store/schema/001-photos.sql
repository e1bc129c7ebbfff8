-- 001: athletes, teams, patch templates, lot calibrations, photos, readings and the edits that led to them.
-- Instants are microseconds since 1970 in UTC. NULL means "not known". Nothing is deleted: deleted_us hides a row.

CREATE TABLE athlete (
  id          INTEGER PRIMARY KEY,
  handle      TEXT NOT NULL UNIQUE CHECK (length (handle) BETWEEN 1 AND 64),  -- what people type: --athlete HANDLE
  name        TEXT NOT NULL CHECK (length (name) > 0),
  sex         TEXT CHECK (sex IN ('female', 'male', 'other')),
  born        TEXT CHECK (born IS NULL OR born GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  mass_kg     REAL CHECK (mass_kg BETWEEN 20 AND 300),
  height_m    REAL CHECK (height_m BETWEEN 0.5 AND 2.6),
  sport       TEXT,
  zone        TEXT,                             -- IANA name; NULL: the machine's
  note        TEXT NOT NULL DEFAULT '',
  created_us  INTEGER NOT NULL,
  deleted_us  INTEGER
) STRICT;

CREATE TABLE team (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE CHECK (length (name) > 0),
  created_us  INTEGER NOT NULL
) STRICT;

CREATE TABLE team_member (
  team        INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE,
  athlete     INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
  PRIMARY KEY (team, athlete)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_member_athlete ON team_member (athlete);

-- Templates and calibrations are kept as the files they came from: a reading names the very bytes it was made with.
CREATE TABLE document (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('template', 'calibration')),
  name        TEXT NOT NULL,                    -- the document's own id
  version     TEXT NOT NULL,
  sha256      TEXT NOT NULL UNIQUE,
  body        TEXT NOT NULL,
  added_us    INTEGER NOT NULL
) STRICT;
CREATE INDEX document_name ON document (kind, name, added_us);

CREATE TABLE photo (
  id          INTEGER PRIMARY KEY,
  sha256      TEXT NOT NULL UNIQUE CHECK (length (sha256) = 64),
  suffix      TEXT NOT NULL,                    -- of the file in the photo folder: 'jpg', 'png', 'heic'
  name        TEXT NOT NULL,                    -- of the file that was imported
  bytes       INTEGER NOT NULL,
  width       INTEGER,
  height      INTEGER,
  camera      TEXT,
  captured    TEXT,                             -- as the camera wrote it
  imported_us INTEGER NOT NULL,
  -- What a person decides about the photo. An edit changes these columns and nothing else (table edit).
  athlete     INTEGER REFERENCES athlete (id) ON DELETE SET NULL,
  worn_min    REAL CHECK (worn_min > 0),
  template    INTEGER REFERENCES document (id),
  calibration INTEGER REFERENCES document (id),
  by_hand     TEXT,                             -- JSON: landmarks, front and regions left out that a person placed
  note        TEXT NOT NULL DEFAULT '',
  reading     INTEGER REFERENCES reading (id) DEFERRABLE INITIALLY DEFERRED,
  workout     TEXT,                             -- id of the event that the patch was worn in
  deleted_us  INTEGER
) STRICT;
CREATE INDEX photo_athlete ON photo (athlete);

-- Derived, never changed: a new reading is a new row, the old one stays as history.
CREATE TABLE reading (
  id              INTEGER PRIMARY KEY,
  photo           INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  origin          TEXT NOT NULL CHECK (origin IN ('automatic', 'by hand', 'recomputed')),
  made_us         INTEGER NOT NULL,
  program_version TEXT NOT NULL,
  candidates      TEXT NOT NULL DEFAULT '',     -- documents that it chose its template from, separated by blanks
  template        INTEGER REFERENCES document (id),
  calibration     INTEGER REFERENCES document (id),
  worn_min        REAL,
  by_hand         TEXT,                         -- the parameters that it was made with, as in photo
  status          TEXT NOT NULL CHECK (status IN ('ok', 'partial', 'refused')),
  reason          TEXT,
  flags           TEXT NOT NULL DEFAULT '',     -- names, separated by blanks
  fill            REAL, fill_sd REAL,
  volume_ul       REAL, volume_sd_ul REAL,
  rate            REAL, rate_sd REAL,           -- local, mg/cm²/min
  chloride        REAL, chloride_sd REAL,       -- mmol/L
  sodium          REAL, sodium_sd REAL,         -- mmol/L
  overflow        INTEGER NOT NULL DEFAULT 0,
  result          TEXT NOT NULL                 -- JSON as `saltline read --json` prints it
) STRICT;
CREATE INDEX reading_photo ON reading (photo, id);

-- Undo and redo: the columns of photo that a person decides, whole, before and after.
CREATE TABLE edit (
  id          INTEGER PRIMARY KEY,
  photo       INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  at_us       INTEGER NOT NULL,
  what        TEXT NOT NULL,                    -- "Move landmark box-3"
  before      TEXT NOT NULL,
  after       TEXT NOT NULL,
  undone      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX edit_photo ON edit (photo, id);

-- Facts about this file: 'created', 'snapshot_us', …
CREATE TABLE setting (
  name        TEXT PRIMARY KEY,
  value       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
