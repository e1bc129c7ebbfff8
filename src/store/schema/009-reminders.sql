-- 009: what was said of which reminder, so that none is said twice.

CREATE TABLE reminder_mark (
  key          TEXT PRIMARY KEY,                 -- athlete, kind and workout (advice/reminders.h)
  start_us     INTEGER NOT NULL,                 -- of the workout when it was said
  at_us        INTEGER NOT NULL,
  again_us     INTEGER NOT NULL                  -- "later": then once more; 0: not
) STRICT, WITHOUT ROWID;
