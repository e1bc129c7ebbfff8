-- 010: versions of calibrations and templates whose saving was undone: listed no more and given out no more, but kept, so that
-- saving can be done again and nothing that once named one loses it.

ALTER TABLE document ADD COLUMN withdrawn_us INTEGER;   -- NULL: it stands
