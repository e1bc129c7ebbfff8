-- 003: what people do to events (add, change, delete), so that it can be undone; what they answered after a workout.

ALTER TABLE event ADD COLUMN deleted_us INTEGER;   -- hidden, not gone: importing the same thing again does not bring it back

CREATE TABLE event_edit (
  id           INTEGER PRIMARY KEY,
  athlete      INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
  event        INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  step         INTEGER NOT NULL,                 -- edits of one step are undone together
  at_us        INTEGER NOT NULL,
  what         TEXT NOT NULL,                    -- "Plan a workout"
  before       TEXT,                             -- the event's body; NULL: it was not there
  after        TEXT,                             -- NULL: it is not there
  undone       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX event_edit_step ON event_edit (athlete, step);

CREATE TABLE workout_answer (
  athlete      INTEGER NOT NULL REFERENCES athlete (id) ON DELETE CASCADE,
  workout      TEXT NOT NULL,                    -- "source source_id" of a telling of it
  answer       TEXT NOT NULL CHECK (answer IN ('photo', 'weighing', 'nothing')),
  at_us        INTEGER NOT NULL,
  PRIMARY KEY (athlete, workout)
) STRICT, WITHOUT ROWID;
