-- Rows that compaction has cut anew: entries are compressed (forms 1 and 2), entries_bytes is their length without that.
-- Null for rows as they were appended; it then takes no room.
alter table commit_log add column entries_bytes integer;
