-- The gold tables of today.
select gold_table_id from x; -- a ledger dump
