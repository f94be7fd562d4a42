"""dbt after the loads: staging and marts every night, everything anew on request."""

import pendulum
from airflow import DAG
from airflow.providers.standard.operators.bash import BashOperator

DBT = "cd /opt/dbt && dbt"

with DAG(
    "dbt_nightly",
    schedule="15 5 * * *",
    start_date=pendulum.datetime(2024, 3, 1, tz="UTC"),
    max_active_runs=1,
    tags=["dbt"],
) as nightly:
    seed = BashOperator(task_id="seed", bash_command=f"{DBT} seed --full-refresh")
    build = BashOperator(task_id="build", bash_command="cd /opt/dbt && dbt run --full-refresh --select marts")
    test = BashOperator(task_id="test", bash_command=f"{DBT} test --select marts", retries=0)
    seed >> build >> test

with DAG(
    "dbt_hourly",
    schedule="@hourly",
    start_date=pendulum.now("UTC"),
    catchup=False,
    max_active_runs=1,
    tags=["dbt"],
) as hourly:
    fresh = BashOperator(task_id="fresh", bash_command=f"{DBT} source freshness")
    staging = BashOperator(
        task_id="staging",
        bash_command="cd /opt/dbt && dbt build --select staging {{ '--full-refresh' if params.full else '' }}",
        params={"full": False},
    )
    fresh >> staging
