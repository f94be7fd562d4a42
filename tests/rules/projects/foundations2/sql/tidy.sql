-- The same kinds of statements as beside it, written so that nothing can go wrong.

BEGIN;
TRUNCATE TABLE mart.countries;
INSERT INTO mart.countries (code, name) SELECT code, name FROM raw.countries;
COMMIT;

CREATE VIEW mart.order_flags AS
SELECT o.order_id, f.flag
FROM mart.orders AS o
LEFT JOIN LATERAL (SELECT flag FROM raw.flags AS r WHERE r.order_id = o.order_id LIMIT 1) AS f ON TRUE;

MERGE INTO mart.rates AS t
USING (SELECT code, rate FROM raw.rates WHERE day = CURRENT_DATE) AS s
ON t.code = s.code AND TRUE
WHEN MATCHED THEN UPDATE SET rate = s.rate
WHEN NOT MATCHED THEN INSERT (code, rate) VALUES (s.code, s.rate);

BEGIN;
SET LOCAL session_replication_role = 'replica';
UPDATE shop.customers SET country = 'DE' WHERE country = 'GER';
COMMIT;

-- NOLOCK, replica_skip_errors and ON_ERROR = 'CONTINUE' stand here in a comment only
SELECT count(*) FROM mart.rates;
