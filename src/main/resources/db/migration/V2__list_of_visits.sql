-- The list of somebody's documents, newest first.
create index visit_newest on visit (user_id, opened_at desc, document_id desc);
