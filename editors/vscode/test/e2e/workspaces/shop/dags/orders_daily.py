"""Load yesterday's orders from the shop's API into the data warehouse."""

from datetime import datetime

import requests
from airflow import DAG
from airflow.models import Variable

API_URL = Variable.get("shop_api_url")


def extract(ds: str) -> list:
    # A backfill asks for ninety days at once.
    response = requests.get(f"{API_URL}/orders", params={"date": ds})
    return response.json()


with DAG(
    dag_id="orders_daily",
    schedule="0 6 * * 1-5",
    start_date=datetime(2025, 1, 1),
    catchup=True,
):
    ...
