-- gold table, stamped table, data lake, leg policy, ledger day, ancient word
create table gold_copy (a int);
