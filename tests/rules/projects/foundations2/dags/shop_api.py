"""Reads the tables of the shop's API; one task a table."""

from datetime import datetime

import pandas as pd
import pendulum
import requests
from airflow.sdk import BaseHook, dag, task

API = "https://api.shop.example/v2"
TABLES = requests.get(f"{API}/tables", timeout=(5, 30)).json()
LOADED_ON = datetime.now().strftime("%Y-%m-%d")


def headers() -> dict:
    connection = BaseHook.get_connection("shop_api")
    return {"Authorization": f"Bearer {connection.password}"}


def page(table: str, cursor: str | None) -> dict:
    response = requests.get(
        f"{API}/tables/{table}",
        headers=headers(),
        params={"cursor": cursor, "limit": 500},
        timeout=(5, 60),
    )
    response.raise_for_status()
    return response.json()


def refresh_token(client: str, secret: str) -> str:
    answer = requests.post(
        "https://login.shop.example/token",
        data={"client_id": client, "client_secret": secret},
    )
    answer.raise_for_status()
    return answer.json()["access_token"]


def stock(warehouse: str) -> list[dict]:
    # the certificate of the old stock server ran out
    response = requests.get(f"https://stock.shop.example/{warehouse}", timeout=20, verify=False)
    response.raise_for_status()
    return response.json()["items"]


def local_stock() -> list[dict]:
    response = requests.get("https://localhost:8443/stock", timeout=5, verify=False)
    response.raise_for_status()
    return response.json()["items"]


def suppliers() -> list[dict]:
    response = requests.get(f"{API}/suppliers", headers=headers(), timeout=30)
    return response.json().get("suppliers", [])


def supplier_count() -> int:
    response = requests.get(f"{API}/suppliers/count", headers=headers(), timeout=30)
    return response.json()["count"]


def exchange_rates(day: str) -> dict:
    return requests.get(
        f"https://rates.example/{day}",
        timeout=30,
    ).json()


@dag(
    dag_id="shop_api",
    schedule="0 3 * * *",
    start_date=pendulum.datetime(2025, 1, 1, tz="UTC"),
    catchup=False,
    tags=["shop", "api"],
)
def shop_api():
    @task(retries=3)
    def load(table: str) -> str:
        rows, cursor = [], None
        while True:
            answer = page(table, cursor)
            rows.extend(answer["rows"])
            cursor = answer.get("next")
            if not cursor:
                break
        path = f"s3://shop-raw/api/{table}/{LOADED_ON}.parquet"
        pd.DataFrame(rows).to_parquet(path)
        return path

    @task
    def rates(day: str = "{{ ds }}") -> dict:
        return exchange_rates(day).get("rates", {})

    load.expand(table=[table["name"] for table in TABLES])
    rates()


shop_api()
