"""Stock of all warehouses, once a day. Everything in here is as it should be."""

from datetime import timedelta
from functools import partial

import pendulum
import requests
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.filesystem import FileSensor
from airflow.sdk import DAG, BaseHook, CronDataIntervalTimetable, Param, Variable, task
from airflow.utils.trigger_rule import TriggerRule

from shop.stock import compare, make_report, read_stock

WINDOW = "'{{ data_interval_start }}' AND '{{ data_interval_end }}'"

default_args = {
    "owner": "stock",
    "retries": 3,
    "retry_exponential_backoff": True,
    "execution_timeout": timedelta(hours=1),
    "depends_on_past": True,
    "on_failure_callback": partial(print, "stock failed"),
}


def tell_chat(text: str) -> None:
    token = BaseHook.get_connection("chat").password
    response = requests.post(
        Variable.get("chat_url"),
        json={"text": text},
        headers={"Authorization": f"Bearer {token}"},
        timeout=10,
    )
    if not response.ok:
        raise RuntimeError(response.text)


def fail() -> None:
    raise RuntimeError("a task before this one failed")


with DAG(
    "stock_daily",
    schedule=CronDataIntervalTimetable("0 4 * * *", timezone="Europe/Berlin"),
    start_date=pendulum.datetime(2025, 1, 1, tz="Europe/Berlin"),
    catchup=True,
    max_active_runs=1,
    default_args=default_args,
    params={"until": Param(pendulum.today().to_date_string(), type="string")},
) as dag:
    wait = FileSensor(task_id="wait_for_stock", filepath="/in/stock/{{ ds }}.csv")

    read = PythonOperator(
        task_id="read",
        python_callable=read_stock,
        op_kwargs={"bucket": "{{ var.value.stock_bucket }}", "day": "{{ ds }}"},
    )

    check = PythonOperator(task_id="compare", python_callable=partial(compare, limit=0.05))

    report = PythonOperator(task_id="daily_report", python_callable=make_report(), trigger_rule=TriggerRule.ALL_DONE)

    load = SQLExecuteQueryOperator(
        task_id="load",
        conn_id="warehouse",
        sql=f"""
            DELETE FROM mart.stock WHERE counted_at BETWEEN {WINDOW};
            INSERT INTO mart.stock (sku, counted_at, pieces)
            SELECT sku, counted_at, pieces FROM raw.stock WHERE counted_at BETWEEN {WINDOW};
        """,
    )

    @task
    def announce() -> None:
        tell_chat(f"{Variable.get('shop_name')}: the stock is in")

    watcher = PythonOperator(task_id="watcher", python_callable=fail, trigger_rule=TriggerRule.ONE_FAILED)

    done = EmptyOperator(task_id="end", trigger_rule=TriggerRule.ALL_DONE)

    wait >> read >> check >> load >> announce() >> done
    [read, check, load] >> report
    [read, check, load, report] >> watcher
