-- 015: an import, and what was decided about two events, are undone like any other step.

ALTER TABLE event_edit ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;   -- 1: a file told it; before NULL: the file brought the event

CREATE TABLE event_decision_edit (
  id           INTEGER PRIMARY KEY,
  athlete      INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
  one          TEXT NOT NULL,                    -- as in event_decision
  other        TEXT NOT NULL,
  step         INTEGER NOT NULL,                 -- of the same row of numbers as event_edit's
  at_us        INTEGER NOT NULL,
  what         TEXT NOT NULL,                    -- "Split off a recording"
  before       INTEGER,                          -- 1 the same, 0 never one, NULL nothing was said
  after        INTEGER,
  undone       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX event_decision_edit_step ON event_decision_edit (athlete, step);
CREATE INDEX event_edit_event ON event_edit (event);
