"""Keeps the balance of each customer: today's is yesterday's plus what happened since."""

from datetime import datetime, timedelta

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.sdk import DAG

default_args = {
    "owner": "finance",
    "depends_on_past": True,
    "retries": 1,
    "retry_delay": timedelta(minutes=15),
}

with DAG(
    "customer_balance",
    schedule="0 4 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=True,
    max_active_runs=1,
    default_args=default_args,
    tags=["finance"],
) as dag:
    roll = SQLExecuteQueryOperator(
        task_id="roll_forward",
        conn_id="warehouse",
        sql="""
            INSERT INTO finance.balance (customer_id, day, eur)
            SELECT b.customer_id, DATE '{{ ds }}', b.eur + coalesce(p.eur, 0)
            FROM finance.balance AS b
            LEFT JOIN finance.payments AS p ON p.customer_id = b.customer_id AND p.day = DATE '{{ ds }}'
            WHERE b.day = DATE '{{ macros.ds_add(ds, -1) }}'
        """,
    )

    check = SQLExecuteQueryOperator(
        task_id="no_customer_twice",
        conn_id="warehouse",
        sql="SELECT customer_id FROM finance.balance WHERE day = DATE '{{ ds }}' GROUP BY 1 HAVING count(*) > 1",
    )

    roll >> check
