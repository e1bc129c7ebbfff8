-- 011: what holds for one athlete whatever the workout: what no plan of products may have, and what the rules of the advice have to know.

CREATE TABLE athlete_limits (
  athlete      INTEGER PRIMARY KEY REFERENCES athlete (id) ON DELETE CASCADE,
  pregnant     INTEGER NOT NULL DEFAULT 0,
  trained_gut  INTEGER NOT NULL DEFAULT 0,
  avoid        TEXT NOT NULL DEFAULT '',         -- allergens; a word on each line, so below
  only_tags    TEXT NOT NULL DEFAULT '',         -- tags that every product has to have
  exclude      TEXT NOT NULL DEFAULT '',         -- products that are not used
  must         TEXT NOT NULL DEFAULT ''          -- products of which one unit has to be used at least
) STRICT;
