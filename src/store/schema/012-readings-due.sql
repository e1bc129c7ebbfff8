-- 012: an edit is kept when it is made; the reading that follows from it takes longer and comes after. Until then the photo says so.

ALTER TABLE photo ADD COLUMN reading_due INTEGER NOT NULL DEFAULT 0;   -- 1: decided since that the reading depends on
