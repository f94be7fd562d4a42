"""Moves what partners sent from the landing bucket into the lake."""

import json
import logging

import boto3
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

log = logging.getLogger(__name__)

LANDING = "acme-landing"
LAKE = "acme-lake"


def landed(prefix: str) -> list[str]:
    s3 = boto3.client("s3")
    listing = s3.list_objects_v2(Bucket=LANDING, Prefix=prefix)
    return [found["Key"] for found in listing.get("Contents", []) if found["Key"].endswith(".csv")]


def archived(prefix: str) -> list[str]:
    pages = boto3.client("s3").get_paginator("list_objects_v2").paginate(Bucket=LAKE, Prefix=prefix)
    return [found["Key"] for page in pages for found in page.get("Contents", [])]


def anything_there(prefix: str) -> bool:
    found = boto3.client("s3").list_objects_v2(Bucket=LANDING, Prefix=prefix, MaxKeys=1)
    return "Contents" in found


def store(orders: pd.DataFrame) -> None:
    orders["day"] = orders["ordered_at"].dt.date
    orders.to_parquet(f"s3://{LAKE}/silver/partner_orders", partition_cols=["day"], index=False)


def store_stock(stock: pd.DataFrame) -> None:
    table = pa.Table.from_pandas(stock)
    pq.write_to_dataset(
        table,
        root_path=f"s3://{LAKE}/silver/stock",
        partition_cols=["day"],
        existing_data_behavior="delete_matching",
    )


def publish(report: dict, day: str) -> None:
    boto3.client("s3").put_object(
        Bucket=LAKE,
        Key=f"raw/quality/{day}.json",
        Body=json.dumps(report),
        ACL="public-read",
    )


def hand_over(day: str) -> None:
    orders = pd.read_parquet("s3://acme-lake/silver/partner_orders/")
    orders[orders["day"] == day].to_csv("s3://acme-lake/silver/handover/orders.csv", index=False)
    small = pd.read_parquet("s3://acme-lake/silver/countries/", columns=["code", "name"])
    small.to_parquet("s3://acme-lake/misc/countries.parquet")


def main(day: str) -> None:
    if not anything_there(f"partners/{day}/"):
        log.info("nothing landed on %s", day)
        return
    for key in landed(f"partners/{day}/"):
        store(pd.read_csv(f"s3://{LANDING}/{key}", parse_dates=["ordered_at"]))
    hand_over(day)
