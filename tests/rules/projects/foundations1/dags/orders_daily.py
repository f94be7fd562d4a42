"""Loads the shop's orders every night and builds the models on top of them."""

from __future__ import annotations

import logging
import subprocess

import pendulum
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.postgres.hooks.postgres import PostgresHook
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, task

log = logging.getLogger(__name__)

DBT = "cd /opt/dbt && dbt --no-use-colors"

INSERT_LINE = """
    INSERT INTO raw.order_lines (order_id, line, sku, amount)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT (order_id, line) DO UPDATE SET sku = excluded.sku, amount = excluded.amount
"""

with DAG(
    dag_id="orders_daily",
    schedule="0 4 * * *",
    start_date=pendulum.datetime(2025, 1, 1, tz="Europe/Berlin"),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": pendulum.duration(minutes=5), "execution_timeout": pendulum.duration(hours=2)},
    tags=["shop"],
):

    @task
    def store_lines(day: str) -> int:
        """Writes the order lines of a day and returns how many there were."""
        hook = PostgresHook("shop")
        connection = hook.get_conn()
        cursor = connection.cursor()
        stored = 0
        for row in hook.get_records("SELECT order_id, line, sku, amount FROM lines_of(%s)", (day,)):
            try:
                cursor.execute(INSERT_LINE, row)
                stored += 1
            except Exception as error:
                log.warning("line left out: %s", error)
                continue
        connection.commit()
        return stored

    @task
    def refresh_partitions() -> None:
        """Tells the lake about the new folder of the day."""
        subprocess.run(["aws", "s3", "sync", "/data/orders", "s3://shop-lake/orders/"])
        subprocess.run(["hive", "-f", "/opt/sql/repair.hql"], check=True)

    load_sales = SQLExecuteQueryOperator(
        task_id="load_sales",
        conn_id="warehouse",
        sql="""
            INSERT INTO mart.sales (order_id, sold_on, amount)
            SELECT order_id, sold_on, amount
            FROM raw.orders
            WHERE sold_on = '{{ ds }}'
        """,
    )

    replace_returns = SQLExecuteQueryOperator(
        task_id="replace_returns",
        conn_id="warehouse",
        sql=[
            "DELETE FROM mart.returns WHERE returned_on = '{{ ds }}'",
            "INSERT INTO mart.returns SELECT order_id, returned_on FROM raw.returns WHERE returned_on = '{{ ds }}'",
        ],
    )

    deps = BashOperator(task_id="deps", bash_command=f"{DBT} deps || true")

    models = BashOperator(task_id="models", bash_command="cd /opt/dbt && dbt run --target prod || true")

    tests = BashOperator(
        task_id="tests",
        bash_command="cd /opt/dbt && dbt test --target prod 2>&1 | tee /tmp/dbt_test.log",
    )

    reports = BashOperator(
        task_id="reports",
        bash_command="""
            set +e
            python /opt/reports/sales.py --day {{ ds }}
            python /opt/reports/returns.py --day {{ ds }}
            echo "reports sent"
        """,
    )

    checked = BashOperator(
        task_id="checked",
        bash_command="""
            set -o pipefail
            dbt source freshness 2>&1 | tee /tmp/freshness.log
        """,
    )

    store_lines("{{ ds }}") >> [load_sales, replace_returns] >> refresh_partitions() >> deps >> models >> tests >> reports
    deps >> checked
