"""Load yesterday's orders from the shop's API into the data warehouse, then tell the team."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta

import requests
from airflow import DAG
from airflow.models import Variable
from airflow.operators.python import PythonOperator
from airflow.providers.postgres.hooks.postgres import PostgresHook

log = logging.getLogger(__name__)

API_URL = Variable.get("shop_api_url")

default_args = {
    "owner": "sales-data",
    "retries": 2,
    "retry_delay": timedelta(minutes=5),
    "catchup": False,
}


def extract(ds: str, **_) -> str:
    response = requests.get(f"{API_URL}/orders", params={"date": ds})
    response.raise_for_status()
    orders = response.json()
    log.info("got %s orders for %s", len(orders), ds)

    path = f"/data/orders/{ds}.json"
    with open(path, "w") as file:
        json.dump({"loaded_at": datetime.now().isoformat(), "orders": orders}, file)
    return path


def load(ti, **_) -> None:
    path = ti.xcom_pull(task_ids="extract")
    with open(path) as file:
        orders = json.load(file)["orders"]
    rows = [(o["id"], o["customer_id"], o["total"], o["created_at"]) for o in orders]
    hook = PostgresHook(postgres_conn_id="warehouse")
    hook.insert_rows(table="raw.orders", rows=rows, commit_every=5000)


def announce(ds: str, **_) -> None:
    try:
        requests.post(Variable.get("slack_webhook"), json={"text": f"Orders of {ds} are in."}, timeout=10)
    except:
        pass


with DAG(
    dag_id="orders_daily",
    schedule="0 6 * * 1-5",
    start_date=datetime(2025, 1, 1),
    default_args=default_args,
    tags=["sales"],
) as dag:
    extract_orders = PythonOperator(task_id="extract", python_callable=extract)
    load_orders = PythonOperator(task_id="load", python_callable=load)
    tell_team = PythonOperator(task_id="announce", python_callable=announce)

    extract_orders >> load_orders >> tell_team
