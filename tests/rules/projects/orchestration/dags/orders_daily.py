"""Orders of the web shop: raw rows from the shop's database, one partition a day, then the daily mart."""

from datetime import datetime, timedelta

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

from shop.alerts import call_on_duty

DEFAULT_ARGS = {
    "owner": "sales-data",
    "retries": 3,
    "retry_delay": timedelta(minutes=5),
}

COPY_ORDERS = """
    INSERT INTO raw.orders (id, customer_id, amount, created_at)
    SELECT id, customer_id, amount, created_at
    FROM shop.orders
    WHERE created_at >= '{{ data_interval_start }}'
      AND created_at < '{{ data_interval_end }}'
"""


def count_rows(ds=None, **context):
    """Compares the day's rows with those of the shop."""
    hook = context["ti"].task.get_hook("warehouse")
    found = hook.get_first("SELECT count(*) FROM raw.orders WHERE created_at::date = %s", parameters=(ds,))
    if not found or found[0] == 0:
        raise ValueError(f"no orders on {ds}")


with DAG(
    "orders_daily",
    schedule="0 4 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args=DEFAULT_ARGS,
    sla_miss_callback=call_on_duty,
    dagrun_timeout=timedelta(days=30),
    tags=["sales", "tier-1"],
) as dag:
    clear_day = SQLExecuteQueryOperator(
        task_id="clear_day",
        conn_id="warehouse",
        sql="DELETE FROM raw.orders WHERE created_at::date = '{{ ds }}'",
    )

    copy_orders = SQLExecuteQueryOperator(
        task_id="copy_orders",
        conn_id="warehouse",
        sql=COPY_ORDERS,
        execution_timeout=timedelta(hours=1),
    )

    check_orders = PythonOperator(task_id="check_orders", python_callable=count_rows)

    build_mart = SQLExecuteQueryOperator(
        task_id="build_mart",
        conn_id="warehouse",
        sql="""
            INSERT INTO mart.orders_daily (day, region, amount, loaded_at)
            SELECT o.created_at::date, c.region, sum(o.amount), CURRENT_TIMESTAMP
            FROM raw.orders AS o
            JOIN mart.customers AS c ON c.id = o.customer_id
            WHERE o.created_at::date = CURRENT_DATE - 1
            GROUP BY 1, 2
        """,
    )

    # Old rows may go by the clock: whichever day is run, what is older than two years is not wanted.
    tidy_up = SQLExecuteQueryOperator(
        task_id="tidy_up",
        conn_id="warehouse",
        sql="DELETE FROM raw.orders WHERE created_at < CURRENT_DATE - INTERVAL '2 years'",
    )

    load_refunds = SQLExecuteQueryOperator(task_id="load_refunds", conn_id="warehouse", sql="sql/load_refunds.sql")

    clear_day >> copy_orders >> check_orders >> build_mart >> tidy_up
    check_orders >> load_refunds
