"""Returns of the shop: one run a day since the shop opened."""

import time
from datetime import datetime, timedelta
from functools import partial

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

from shop.returns import check_returns, export, load_returns

default_args = {
    "owner": "returns",
    "depends_on_past": False,
    "retries": 2,
    "retry_delay": timedelta(minutes=10),
    "catchup": False,
}


def wait_for_export():
    export.start("returns")
    # the export takes a few minutes
    time.sleep(600)
    return export.path("returns")


def poll_export():
    for _ in range(30):
        if export.finished("returns"):
            return
        time.sleep(20)
    raise TimeoutError("the export of the returns did not finish")


with DAG(
    "returns_daily",
    schedule="30 5 * * *",
    start_date=datetime(2021, 6, 1),
    catchup=True,
    default_args=default_args,
    tags=["returns"],
) as dag:
    wait = PythonOperator(task_id="wait_for_export", python_callable=wait_for_export)
    poll = PythonOperator(task_id="poll_export", python_callable=poll_export)

    load = PythonOperator(
        task_id="load_returns",
        python_callable=load_returns,
        op_kwargs={"day": "{{ ds }}"},
    )

    check = PythonOperator(
        task_id="check_returns",
        python_callable=check_returns(),
        retries=0,
    )

    compare = PythonOperator(
        task_id="compare_with_erp",
        python_callable=partial(check_returns, against="erp"),
    )

    archive = BashOperator(
        task_id="archive",
        bash_command="aws s3 mv s3://shop-raw/returns/{{ ds }} s3://shop-archive/returns/{{ ds }} --recursive",
    )

    wait >> poll >> load >> check >> compare >> archive

with DAG(
    "returns_rebuild",
    schedule=None,
    start_date=datetime(2021, 6, 1),
    catchup=True,
    default_args=default_args,
) as rebuild:
    BashOperator(task_id="rebuild", bash_command="python -m shop.returns.rebuild --until {{ ds }}")
