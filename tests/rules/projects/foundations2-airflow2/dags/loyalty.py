"""Points of the loyalty programme, on the Airflow we still run: none of Airflow 3's changes matter here yet."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.datasets import Dataset
from airflow.operators.dummy import DummyOperator
from airflow.operators.python import PythonOperator
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

POINTS = Dataset("postgres://shop/loyalty/points")

default_args = {
    "owner": "loyalty",
    "retries": 2,
    "retry_delay": timedelta(minutes=5),
    "retry_exponential_backoff": True,
    "email": ["loyalty@shop.example"],
    "email_on_failure": True,
}


def send_letters(**context):
    day = context["ds"]
    print(f"letters of {day}")


with DAG(
    "loyalty_points",
    default_args=default_args,
    schedule_interval="0 5 * * *",
    start_date=datetime(2024, 3, 1),
    concurrency=4,
    catchup=False,
) as dag:
    start = DummyOperator(task_id="start")

    points = SQLExecuteQueryOperator(
        task_id="points",
        conn_id="shop",
        sql="""
            DELETE FROM loyalty.points WHERE day = '{{ ds }}';
            INSERT INTO loyalty.points (customer_id, day, points)
            SELECT customer_id, '{{ ds }}', sum(eur)
            FROM shop.orders
            WHERE ordered_at >= '{{ data_interval_start }}' AND ordered_at < '{{ data_interval_end }}'
            GROUP BY customer_id;
        """,
        outlets=[POINTS],
    )

    letters = PythonOperator(
        task_id="letters",
        python_callable=send_letters,
        provide_context=True,
    )

    start >> points >> letters
