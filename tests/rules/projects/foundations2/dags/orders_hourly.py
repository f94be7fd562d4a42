"""Loads the orders of the shop, hour by hour, from the raw bucket into the mart."""

from datetime import timedelta

import pendulum
from airflow.providers.amazon.aws.operators.emr import EmrTerminateJobFlowOperator
from airflow.providers.amazon.aws.operators.emr import EmrAddStepsOperator, EmrCreateJobFlowOperator
from airflow.providers.amazon.aws.sensors.s3 import S3KeySensor
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Variable, task

RAW_BUCKET = Variable.get("raw_bucket", default="shop-raw")
LATE_AFTER = timedelta(hours=3)

default_args = {
    "owner": "orders",
    "retries": 3,
    "retry_delay": timedelta(minutes=5),
    "on_failure_callback": lambda context: print(context["task_instance"].task_id),
}

LOAD = """
    DELETE FROM mart.orders
    WHERE ordered_at >= '{{ data_interval_start }}' AND ordered_at < '{{ data_interval_end }}';

    INSERT INTO mart.orders (order_id, customer_id, ordered_at, amount)
    SELECT order_id, customer_id, ordered_at, amount
    FROM raw.orders
    WHERE ordered_at >= '{{ data_interval_start }}' AND ordered_at < '{{ data_interval_end }}';
"""

with DAG(
    "orders_hourly",
    schedule="15 * * * *",
    start_date=pendulum.datetime(2025, 1, 1, tz="Europe/Berlin"),
    catchup=True,
    max_active_runs=2,
    default_args=default_args,
    tags=["orders", "mart"],
) as dag:
    wait_for_orders = S3KeySensor(
        task_id="wait_for_orders",
        bucket_key="s3://shop-raw/orders/{{ ts_nodash }}/_SUCCESS",
        poke_interval=120,
    )

    wait_for_coupons = S3KeySensor(
        task_id="wait_for_coupons",
        bucket_key="s3://shop-raw/coupons/{{ ts_nodash }}/_SUCCESS",
        mode="reschedule",
        timeout=LATE_AFTER.total_seconds(),
        soft_fail=True,
    )

    wait_for_optional_hints = S3KeySensor(
        task_id="wait_for_optional_hints",
        bucket_key="s3://shop-raw/hints/{{ ts_nodash }}/_SUCCESS",
        mode="reschedule",
        timeout=600,
        soft_fail=True,
    )

    create_cluster = EmrCreateJobFlowOperator(task_id="create_cluster", job_flow_overrides={"Name": "orders"})

    compact = EmrAddStepsOperator(
        task_id="compact",
        job_flow_id=create_cluster.output,
        steps=[{"Name": "compact", "HadoopJarStep": {"Jar": "command-runner.jar", "Args": ["spark-submit"]}}],
    )

    terminate_cluster = EmrTerminateJobFlowOperator(
        task_id="terminate_cluster",
        job_flow_id=create_cluster.output,
        trigger_rule="all_done",
    )

    collect = EmptyOperator(task_id="collect_parts", trigger_rule="all_done")

    load = SQLExecuteQueryOperator(task_id="load", conn_id="warehouse", sql=LOAD, split_statements=True)

    @task
    def count_rows(bucket: str = "") -> int:
        target = bucket or Variable.get("raw_bucket")
        return rows_in(target)

    def rows_in(bucket: str) -> int:
        return len(bucket)

    [wait_for_orders, wait_for_coupons] >> collect >> create_cluster >> compact >> terminate_cluster
    wait_for_orders >> load >> count_rows()
