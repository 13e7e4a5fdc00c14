-- A document whose log was found damaged: nobody may write it until it proves itself again. quarantine: what was found.
alter table document add column quarantined_at timestamptz;
alter table document add column quarantine text;
create index document_quarantined on document (id) where quarantined_at is not null;
