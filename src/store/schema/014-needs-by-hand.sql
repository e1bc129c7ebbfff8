-- 014: needs that were typed for an athlete take the place of what the advice asks for, in a plan of products.

ALTER TABLE athlete_limits ADD COLUMN needs TEXT;   -- JSON as `saltline plan --needs` reads it; NULL: as the advice says
