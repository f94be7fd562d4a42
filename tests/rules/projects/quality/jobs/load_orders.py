"""Loads the shop's files into the lake, a day at a time."""

import sys

import great_expectations as ge
import pandas as pd
from pandas_profiling import ProfileReport
from pyspark.sql import SparkSession

NAMES = ["order_id", "amount", "day"]


def from_shop(path: str) -> pd.DataFrame:
    orders = pd.read_csv(path)
    orders.columns = ["order_id", "amount", "day"]
    orders["amount"] = pd.to_numeric(orders["amount"], errors="coerce")
    orders = orders.dropna()
    return orders.fillna(0)


def from_partner(path: str) -> pd.DataFrame:
    """The partner's files have no header, so names are given on reading."""
    orders = pd.read_csv(path, header=None, names=NAMES, dtype={"order_id": "string"})
    return orders.dropna(subset=["order_id"]).fillna({"amount": 0})


def profile(orders: pd.DataFrame) -> None:
    ProfileReport(orders, title="Orders").to_file("orders.html")


def check(orders: pd.DataFrame):
    return ge.from_pandas(orders)


def events(day: str):
    spark = SparkSession.builder.appName("events").getOrCreate()
    return spark.read.csv(f"s3a://lake/events/day={day}", header=True, inferSchema=True)


def typed_events(day: str):
    spark = SparkSession.builder.appName("events").getOrCreate()
    return spark.read.csv(f"s3a://lake/events/day={day}", header=True, schema="id string, seen_at timestamp")


if __name__ == "__main__":
    from_shop(sys.argv[1])
