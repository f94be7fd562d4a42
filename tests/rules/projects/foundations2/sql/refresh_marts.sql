-- Run every night after the raw tables are in, statement by statement.

DELETE FROM mart.order_lines WHERE day >= DATE '2025-01-01';

INSERT INTO mart.order_lines (day, order_id, sku, quantity, eur)
SELECT o.day, o.order_id, l.sku, l.quantity, l.quantity * l.price
FROM raw.orders AS o
INNER JOIN raw.order_lines AS l ON l.order_id = o.order_id
WHERE o.day >= DATE '2025-01-01';

TRUNCATE TABLE mart.customers;

INSERT INTO mart.customers (customer_id, country, first_order)
SELECT c.customer_id, c.country, min(o.day)
FROM raw.customers AS c
LEFT JOIN raw.orders AS o ON o.customer_id = c.customer_id
GROUP BY c.customer_id, c.country;

TRUNCATE TABLE stg_prices;

INSERT INTO stg_prices (sku, price) SELECT sku, price FROM raw.prices;

MERGE INTO mart.prices AS t
USING stg_prices AS s
ON t.sku = s.sku
WHEN MATCHED THEN UPDATE SET price = s.price
WHEN NOT MATCHED THEN INSERT (sku, price) VALUES (s.sku, s.price);

MERGE INTO mart.settings AS t
USING (SELECT 'vat' AS name, '0.19' AS value) AS s
ON 1 = 1
WHEN MATCHED THEN UPDATE SET value = s.value
WHEN NOT MATCHED THEN INSERT (name, value) VALUES (s.name, s.value);

MERGE INTO mart.stock_today AS t
USING stg_stock AS s
ON FALSE
WHEN NOT MATCHED BY SOURCE AND t.day = CURRENT_DATE THEN DELETE
WHEN NOT MATCHED THEN INSERT (sku, day, stock) VALUES (s.sku, s.day, s.stock);
