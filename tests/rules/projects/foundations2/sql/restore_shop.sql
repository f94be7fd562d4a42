-- Fills a fresh copy of the shop's database (PostgreSQL).

SET session_replication_role = replica;

COPY shop.customers (customer_id, name, country) FROM '/dump/customers.csv' WITH (FORMAT csv, HEADER);
COPY shop.orders (order_id, customer_id, ordered_at) FROM '/dump/orders.csv' WITH (FORMAT csv, HEADER);

SELECT setval('shop.orders_order_id_seq', (SELECT max(order_id) FROM shop.orders));

ANALYZE shop.customers;
ANALYZE shop.orders;
