"""Exports for the partners. Written for Airflow 1 and carried along ever since."""

from datetime import timedelta

from airflow import DAG
from airflow.datasets import Dataset
from airflow.operators.bash import BashOperator
from airflow.operators.dummy import DummyOperator
from airflow.operators.python import PythonOperator
from airflow.operators.subdag import SubDagOperator
from airflow.utils.dates import days_ago

from partners import factory

try:
    from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
except ImportError:
    from airflow.sensors.external_task_sensor import ExternalTaskSensor

EXPORTS = Dataset("s3://shop-partners/exports")

default_args = {
    "owner": "partners",
    "retries": 2,
    "retry_delay": timedelta(minutes=5),
    "start_date": days_ago(2),
}


def write_exports(ds, **_):
    for partner in factory.partners():
        factory.export(partner, ds)


dag = DAG(
    "partner_exports",
    default_args=default_args,
    schedule_interval="0 7 * * 1-5",
    concurrency=4,
    default_view="graph",
    catchup=False,
)

start = DummyOperator(task_id="start", dag=dag)

wait = ExternalTaskSensor(
    task_id="wait_for_orders",
    external_dag_id="orders_hourly",
    timeout=3600,
    mode="reschedule",
    dag=dag,
)

export = PythonOperator(
    task_id="export",
    python_callable=write_exports,
    provide_context=True,
    outlets=[EXPORTS],
    dag=dag,
)

zip_files = BashOperator(
    task_id="zip",
    bash_command="zip -r /data/{{ ds }}.zip /data/{{ ds }}",
    task_concurrency=1,
    dag=dag,
)

upload = SubDagOperator(task_id="upload", subdag=factory.upload("partner_exports", default_args), dag=dag)

start >> wait >> export >> zip_files >> upload
