-- The documents that were purged, whose logs must be gone.
create index document_purged on document (id) where purged_at is not null;
