-- Refunds of the run's day. Replaces that day, so that a rerun does no harm.
DELETE FROM mart.refunds WHERE day = '{{ ds }}';

INSERT INTO mart.refunds (day, order_id, amount, reason, loaded_at)
SELECT
    '{{ ds }}'::date,
    r.order_id,
    sum(r.amount),
    max(r.reason),
    current_timestamp
FROM raw.refunds AS r
JOIN raw.orders AS o ON o.id = r.order_id
WHERE r.created_at >= '{{ ds }}'::date
  AND r.created_at < '{{ macros.ds_add(ds, 1) }}'::date
GROUP BY r.order_id;

-- Refunds that came in late belong to the day of their order.
UPDATE mart.refunds
SET late = true
WHERE day = current_date - 1
  AND order_id IN (SELECT order_id FROM raw.late_refunds);
