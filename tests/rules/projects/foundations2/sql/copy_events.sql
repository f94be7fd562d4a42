COPY INTO raw.events (payload)
FROM @shop_stage/events/
FILE_FORMAT = (TYPE = JSON)
ON_ERROR = 'CONTINUE';

COPY INTO raw.payments (payload)
FROM @shop_stage/payments/
FILE_FORMAT = (TYPE = JSON)
ON_ERROR = 'ABORT_STATEMENT';

CREATE TABLE IF NOT EXISTS lake.events (id BIGINT, at TIMESTAMP, kind STRING) USING ICEBERG;

CREATE TABLE IF NOT EXISTS lake.events_daily (day DATE, kind STRING, n BIGINT) USING PARQUET PARTITIONED BY (day);

CREATE TABLE IF NOT EXISTS raw_events_drop (line STRING) USING CSV;
