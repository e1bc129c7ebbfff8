-- 004: the catalogue: products and foods by unit, and what people put in place of a line of advice.

CREATE TABLE product (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length (name) > 0),
  unit        TEXT,                             -- what one unit is: '1 medium, 118 g'
  form        TEXT NOT NULL DEFAULT '' CHECK (form IN ('', 'drink', 'powder', 'gel', 'solid', 'capsule')),
  max_units   INTEGER CHECK (max_units >= 0),   -- NULL: as many as wanted
  stock       INTEGER CHECK (stock >= 0),       -- NULL: not counted
  cost        REAL CHECK (cost >= 0),
  pack        INTEGER NOT NULL DEFAULT 1 CHECK (pack >= 1),
  allergens   TEXT NOT NULL DEFAULT '',         -- words separated by blanks, as tags
  tags        TEXT NOT NULL DEFAULT '',
  label_date  TEXT,
  source      TEXT,
  verified    INTEGER NOT NULL DEFAULT 0,       -- a person compared the numbers with the source
  deleted_us  INTEGER
) STRICT;

-- A nutrient without a row is not known, which is not none.
CREATE TABLE product_nutrient (
  product     INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
  nutrient    TEXT NOT NULL CHECK (length (nutrient) > 0),
  amount      REAL NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (product, nutrient)
) STRICT, WITHOUT ROWID;

-- A practitioner's word against the rules: it stays until it is withdrawn, and is always shown as what it is.
CREATE TABLE advice_override (
  id          INTEGER PRIMARY KEY,
  athlete     INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
  workout     TEXT,                             -- id of an event; NULL: whatever the workout
  line        TEXT NOT NULL CHECK (length (line) > 0),  -- 'during/fluid' (advice/advise.h)
  amount      REAL NOT NULL CHECK (amount >= 0),
  reason      TEXT NOT NULL CHECK (length (reason) > 0),
  who         TEXT NOT NULL,
  at_us       INTEGER NOT NULL,
  withdrawn_us INTEGER
) STRICT;
CREATE INDEX advice_override_athlete ON advice_override (athlete);

-- Tests that no longer speak for an athlete, with the reason. By the event's or the photo's own key, so that it outlives imports.
CREATE TABLE retired_test (
  athlete     INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
  test        TEXT NOT NULL,                    -- 'event SOURCE SOURCE_ID' or 'photo SHA256'
  reason      TEXT NOT NULL CHECK (length (reason) > 0),
  at_us       INTEGER NOT NULL,
  PRIMARY KEY (athlete, test)
) STRICT, WITHOUT ROWID;
