-- 006: online services: who was asked for what and when, and weather by cell and day. What a service only lends is not in this
-- file at all (store/lent.h), and the file itself refuses it.

CREATE TABLE service_contact (
  id           INTEGER PRIMARY KEY,
  at_us        INTEGER NOT NULL,
  service      TEXT NOT NULL,
  host         TEXT NOT NULL,
  what         TEXT NOT NULL,                    -- for people: what was sent; never a token or a key
  outcome      TEXT NOT NULL                     -- 'asked' until the answer is there; then what came of it
) STRICT;
CREATE INDEX service_contact_host ON service_contact (host, at_us);

CREATE TABLE weather_day (
  cell         TEXT NOT NULL,                    -- centre of a cell of 0.1°: "48.9 2.3"
  day          TEXT NOT NULL,                    -- UTC: "2026-07-01"
  quality      TEXT NOT NULL CHECK (quality IN ('archive', 'recent', 'forecast')),
  host         TEXT NOT NULL,
  fetched_us   INTEGER NOT NULL,
  body         TEXT NOT NULL,                    -- JSON: 24 hours
  PRIMARY KEY (cell, day)
) STRICT, WITHOUT ROWID;

DELETE FROM event WHERE source = 'strava-api';
DROP INDEX event_expires;
ALTER TABLE event DROP COLUMN expires_us;
CREATE TRIGGER event_is_not_lent BEFORE INSERT ON event WHEN NEW.source = 'strava-api'
BEGIN SELECT RAISE (ABORT, 'what Strava lends may not be kept with the other events'); END;
CREATE TRIGGER event_stays_own BEFORE UPDATE OF source ON event WHEN NEW.source = 'strava-api'
BEGIN SELECT RAISE (ABORT, 'what Strava lends may not be kept with the other events'); END;
