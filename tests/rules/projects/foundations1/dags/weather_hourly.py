"""The weather at each store, asked for every hour."""

from __future__ import annotations

import os

import pandas as pd
import pendulum
import requests
from airflow.sdk import dag, task
from sqlalchemy import create_engine

STORES = {"Berlin": (52.52, 13.41), "Graz": (47.07, 15.44)}
SERVICE = "https://weather.example/v1/hour"


@dag(
    schedule="10 * * * *",
    start_date=pendulum.datetime(2025, 3, 1, tz="UTC"),
    catchup=False,
    default_args={"retries": 3, "execution_timeout": pendulum.duration(minutes=10)},
)
def weather_hourly():
    @task
    def ask(hour: str) -> list[dict]:
        """One answer for each store."""
        answers = []
        for store, (latitude, longitude) in STORES.items():
            response = requests.get(SERVICE, params={"lat": latitude, "lon": longitude, "hour": hour}, timeout=30)
            response.raise_for_status()
            answers.append({"store": store, "hour": hour, **response.json()})
        return answers

    @task
    def store(answers: list[dict]) -> int:
        """Adds the hour to the table."""
        engine = create_engine(os.environ["WAREHOUSE_URL"])
        frame = pd.DataFrame(answers)
        frame.to_sql("weather", engine, schema="raw", if_exists="append", index=False)
        return len(frame)

    store(ask("{{ ts }}"))


weather_hourly()
