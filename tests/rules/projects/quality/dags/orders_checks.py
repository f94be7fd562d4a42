"""Checks the orders before anybody builds on them."""

from datetime import datetime

import great_expectations as gx
from airflow import DAG
from airflow.operators.python import PythonOperator

default_args = {"owner": "airflow", "retries": 2, "email_on_failure": False}


def check_orders() -> None:
    context = gx.get_context()
    checkpoint = context.checkpoints.get("orders")
    checkpoint.run()


def check_payments() -> None:
    context = gx.get_context()
    result = context.checkpoints.get("payments").run()
    if not result.success:
        raise ValueError(result.describe())


def emails():
    return gx.expectations.ExpectColumnValuesToNotBeNull(column="email", mostly=0.1)


def countries():
    return gx.expectations.ExpectColumnValuesToBeInSet(column="country", value_set=["DE", "US"], mostly=0.99)


with DAG(
    "orders_checks",
    schedule="0 5 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    default_args=default_args,
) as dag:
    PythonOperator(task_id="orders", python_callable=check_orders) >> PythonOperator(task_id="payments", python_callable=check_payments)
