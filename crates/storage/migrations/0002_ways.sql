-- Ways to records that lists are made from: what points at something by a field, and what is shown how far.

CREATE INDEX record_ref_by ON record_ref (target_id, field, record_id);
CREATE INDEX record_shown ON record (visibility, kind, state, id);
