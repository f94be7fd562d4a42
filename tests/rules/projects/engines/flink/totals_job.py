"""Keeps running totals for each shop, from Kafka to Postgres."""

import os

from pyflink.common import RestartStrategies
from pyflink.datastream import StreamExecutionEnvironment
from pyflink.table import EnvironmentSettings, StreamTableEnvironment

SOURCE = """
    CREATE TABLE orders (
        id BIGINT,
        shop INT,
        total DECIMAL(12, 2),
        ordered_at TIMESTAMP(3),
        WATERMARK FOR ordered_at AS ordered_at - INTERVAL '30' SECOND
    ) WITH (
        'connector' = 'kafka',
        'topic' = 'orders',
        'properties.bootstrap.servers' = 'kafka:9092',
        'properties.group.id' = 'totals',
        'scan.startup.mode' = 'group-offsets',
        'format' = 'json'
    )
"""

SINK = """
    CREATE TABLE totals (
        shop INT,
        total DECIMAL(14, 2),
        PRIMARY KEY (shop) NOT ENFORCED
    ) WITH (
        'connector' = 'jdbc',
        'url' = 'jdbc:postgresql://warehouse:5432/live',
        'table-name' = 'live.totals'
    )
"""


def main() -> None:
    env = StreamExecutionEnvironment.get_execution_environment()
    env.set_parallelism(int(os.environ.get("PARALLELISM", "2")))
    env.set_restart_strategy(RestartStrategies.no_restart())

    settings = EnvironmentSettings.new_instance().in_streaming_mode().build()
    tables = StreamTableEnvironment.create(env, environment_settings=settings)
    tables.execute_sql(SOURCE)
    tables.execute_sql(SINK)
    tables.execute_sql("INSERT INTO totals SELECT shop, SUM(total) FROM orders GROUP BY shop").wait()


if __name__ == "__main__":
    main()
