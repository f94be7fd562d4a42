"""Sends the connectors of connectors.yml to the Connect cluster, and two that only exist here."""

import json
import os

import requests
import yaml

CONNECT = os.environ["CONNECT_URL"]


def returns_sink(topic: str) -> dict[str, str]:
    return {
        "connector.class": "io.confluent.connect.jdbc.JdbcSinkConnector",
        "topics": topic,
        "insert.mode": "upsert",
        "auto.evolve": "false",
        "errors.tolerance": "all",
    }


def parcels_source(host: str) -> dict[str, str]:
    return {
        "connector.class": "io.debezium.connector.sqlserver.SqlServerConnector",
        "database.hostname": host,
        "table.include.list": "dbo.parcels",
        "decimal.handling.mode": "precise",
        "event.processing.failure.handling.mode": "fail",
    }


def put(name: str, config: dict[str, str]) -> None:
    answer = requests.put(
        f"{CONNECT}/connectors/{name}/config",
        data=json.dumps(config),
        headers={"Content-Type": "application/json"},
        timeout=30,
    )
    answer.raise_for_status()


def main() -> None:
    with open("connectors.yml", encoding="utf-8") as file:
        wanted = yaml.safe_load(file)
    for entry in wanted["sources"] + wanted["sinks"]:
        put(entry["name"], {**wanted["defaults"], **entry["config"]})
    put("returns-warehouse", returns_sink("shop.public.returns"))
    put("parcels", parcels_source("parcels-db"))


if __name__ == "__main__":
    main()
