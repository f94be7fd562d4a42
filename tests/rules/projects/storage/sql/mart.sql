-- BigQuery: the mart of sales.
CREATE OR REPLACE TABLE mart.orders AS
SELECT * FROM staging.orders;

CREATE OR REPLACE TABLE mart.orders_by_day AS
SELECT
    DATE(ordered_at) AS day,
    country,
    SUM(amount) AS amount
FROM mart.orders
GROUP BY day, country
ORDER BY day;

CREATE OR REPLACE TABLE mart.best_customers AS
SELECT customer_id, SUM(amount) AS amount
FROM mart.orders
GROUP BY customer_id
ORDER BY amount DESC
LIMIT 1000;

INSERT INTO mart.orders_history
SELECT * FROM mart.orders;

INSERT INTO mart.returns_history (id, order_id, returned_at)
SELECT id, order_id, returned_at FROM staging.returns;

SELECT SUM(amount) AS amount
FROM mart.orders
WHERE DATE_TRUNC(ordered_at, MONTH) = DATE '2026-01-01';

SELECT SUM(amount) AS amount
FROM analytics.users_2023_final2
WHERE signed_up_at >= TIMESTAMP '2026-01-01';

ALTER TABLE mart.orders_history SET OPTIONS (require_partition_filter = false);
ALTER TABLE mart.returns_history SET OPTIONS (require_partition_filter = true);

DROP TABLE IF EXISTS mart.orders_v2_final;
