-- 007: several photos of one worn patch, what they say together, and edits that were made in one step.

-- A patch that was worn: nothing but an identity that photos share. Never reused, so that an undone edit finds its own again.
CREATE TABLE worn_patch (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  made_us     INTEGER NOT NULL
) STRICT;

-- Decided by a person, like the other columns of photo: NULL: this photo is the only one of its patch.
ALTER TABLE photo ADD COLUMN patch INTEGER REFERENCES worn_patch (id);
CREATE INDEX photo_patch ON photo (patch) WHERE patch IS NOT NULL;

-- Derived, never changed: the readings of one patch as one. It stands while its readings are those that stand for the patch's photos.
CREATE TABLE combined (
  id              INTEGER PRIMARY KEY,
  patch           INTEGER NOT NULL REFERENCES worn_patch (id),
  readings        TEXT NOT NULL,                -- rows of reading, ascending, separated by blanks
  made_us         INTEGER NOT NULL,
  program_version TEXT NOT NULL,
  result          TEXT NOT NULL,                -- JSON, one line (workspace/combined.h)
  UNIQUE (patch, readings)
) STRICT;

-- Edits of several photos that were one action share their step; it is the instant of the first one.
ALTER TABLE edit ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
UPDATE edit SET step = at_us;
CREATE INDEX edit_step ON edit (undone, id);
