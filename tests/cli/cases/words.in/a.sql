SELECT * FROM orders;  -- partitioning, one day each
