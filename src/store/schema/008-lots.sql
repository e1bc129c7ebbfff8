-- 008: lots calibrated from bench standards, templates that are being drawn, and what was changed of either.
-- A standard is a photo of the workspace; what was measured in it is the reading that stands.

CREATE TABLE lot_session (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL CHECK (length (name) > 0),   -- the id of the calibrations that are saved from it
  template      INTEGER NOT NULL REFERENCES document (id),
  lot           TEXT NOT NULL DEFAULT '',
  made_on       TEXT NOT NULL DEFAULT '',                  -- day of the session
  source        TEXT NOT NULL DEFAULT '',
  area_cm2      REAL CHECK (area_cm2 > 0),                 -- skin that feeds the volume channel
  sodium_slope  REAL CHECK (sodium_slope > 0),             -- NULL: sodium from chloride is not known
  sodium_intercept REAL,                                   -- mmol/L
  sodium_sd     REAL,                                      -- mmol/L
  calibration   INTEGER REFERENCES document (id),          -- the version that was saved last
  created_us    INTEGER NOT NULL,
  deleted_us    INTEGER
) STRICT;

CREATE TABLE lot_standard (
  session       INTEGER NOT NULL REFERENCES lot_session (id) ON DELETE CASCADE,
  photo         INTEGER NOT NULL REFERENCES photo (id),
  place         INTEGER NOT NULL,
  microlitre    REAL CHECK (microlitre >= 0),              -- known amount; NULL: no volume standard
  mmol_l        REAL CHECK (mmol_l >= 0),                  -- known concentration; NULL: no chloride standard
  excluded      TEXT CHECK (length (excluded) > 0),        -- the reason why it was left out
  PRIMARY KEY (session, photo)
) STRICT, WITHOUT ROWID;
CREATE INDEX lot_standard_photo ON lot_standard (photo);

CREATE TABLE template_draft (
  id            INTEGER PRIMARY KEY,
  photo         INTEGER REFERENCES photo (id) ON DELETE SET NULL, -- that it is drawn on
  body          TEXT NOT NULL,                             -- JSON; may break the rules of a template while it is drawn
  map           TEXT NOT NULL,                             -- JSON: where the template lies in the photo
  document      INTEGER REFERENCES document (id),          -- the version that was saved last
  created_us    INTEGER NOT NULL,
  deleted_us    INTEGER
) STRICT;

-- Undo and redo of sessions and drafts: the whole state before and after, as for photos in "edit".
CREATE TABLE change (
  id            INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('lot', 'draft')),
  subject       INTEGER NOT NULL,
  at_us         INTEGER NOT NULL,
  what          TEXT NOT NULL,
  before        TEXT NOT NULL,
  after         TEXT NOT NULL,
  undone        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX change_subject ON change (kind, subject, id);
