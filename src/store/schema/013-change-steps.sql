-- 013: what is typed is kept at each key; the keys of one entry are one change, undone together.

ALTER TABLE change ADD COLUMN step INTEGER NOT NULL DEFAULT 0;   -- 0: a change of its own
