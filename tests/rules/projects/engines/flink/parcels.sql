-- Joins orders with the parcels they were sent in.
CREATE TABLE orders (
    id BIGINT,
    customer BIGINT,
    ordered_at TIMESTAMP(3),
    WATERMARK FOR ordered_at AS ordered_at - INTERVAL '1' MINUTE
) WITH (
    'connector' = 'kafka',
    'topic' = 'orders',
    'properties.bootstrap.servers' = 'kafka:9092',
    'format' = 'avro-confluent',
    'avro-confluent.url' = 'http://schema-registry:8081'
);

CREATE TABLE parcels (
    order_id BIGINT,
    carrier STRING,
    sent_at TIMESTAMP(3),
    WATERMARK FOR sent_at AS sent_at - INTERVAL '1' MINUTE
) WITH (
    'connector' = 'kafka',
    'topic' = 'parcels',
    'properties.bootstrap.servers' = 'kafka:9092',
    'format' = 'json'
);

CREATE TABLE sent (
    order_id BIGINT,
    carrier STRING,
    sent_at TIMESTAMP(3)
) WITH (
    'connector' = 'filesystem',
    'path' = 's3://example-lake/live/sent',
    'format' = 'parquet'
);

INSERT INTO sent (order_id, carrier, sent_at)
SELECT o.id, p.carrier, p.sent_at
FROM orders AS o
JOIN parcels AS p ON o.id = p.order_id;

-- Parcels of the same day only: this one forgets what is older.
INSERT INTO sent (order_id, carrier, sent_at)
SELECT o.id, p.carrier, p.sent_at
FROM orders AS o
JOIN parcels AS p
    ON o.id = p.order_id
    AND p.sent_at BETWEEN o.ordered_at AND o.ordered_at + INTERVAL '1' DAY;
