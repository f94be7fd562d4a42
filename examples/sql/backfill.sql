-- Backfill of orders for the last quarter, after the currency bug of May.
-- Run by hand, in chunks of ten days.

BEGIN;

CREATE TEMPORARY TABLE fixed_orders AS
SELECT
    o.order_id,
    o.customer_id,
    o.total_amount * r.rate AS total_amount,
    o.ordered_at
FROM raw.orders AS o
JOIN ref.exchange_rates AS r
    ON r.currency = o.currency
    AND r.rate_date = o.ordered_at::date
WHERE o.ordered_at >= DATE '2026-04-01'
    AND o.ordered_at < DATE '2026-04-11';

-- How many customers does it touch?
SELECT DISTINCT(customer_id), order_id FROM fixed_orders;

INSERT INTO mart.orders
SELECT * FROM fixed_orders;

DELETE FROM mart.orders_to_review
WHERE order_id IN (SELECT order_id FROM fixed_orders);

COMMIT;
