"""Loads the files of the suppliers, which come by mail, by SFTP and by wish."""

import shutil
from pathlib import Path

import pandas as pd
from google.cloud import bigquery
from pyspark.sql import SparkSession

TYPES = {"sku": "string", "price": "string", "stock": "Int64"}


def read_price_list(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep=";", dtype=TYPES, on_bad_lines="skip", encoding="latin-1")


def read_stock(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype=TYPES, on_bad_lines="error")
    if frame.empty:
        raise ValueError(f"{path} has no rows")
    return frame


def read_clicks(spark: SparkSession, day: str):
    return (
        spark.read.option("header", True)
        .option("mode", "DROPMALFORMED")
        .schema("session STRING, sku STRING, at TIMESTAMP")
        .csv(f"s3://shop-raw/clicks/{day}/")
    )


def read_visits(spark: SparkSession, day: str):
    return (
        spark.read.option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", "bad_line")
        .schema("session STRING, page STRING, at TIMESTAMP, bad_line STRING")
        .json(f"s3://shop-raw/visits/{day}/")
    )


def load_reviews(client: bigquery.Client, uri: str) -> int:
    config = bigquery.LoadJobConfig(
        source_format=bigquery.SourceFormat.NEWLINE_DELIMITED_JSON,
        write_disposition="WRITE_TRUNCATE",
        max_bad_records=1000,
    )
    job = client.load_table_from_uri(uri, "shop.reviews", job_config=config)
    return job.result().output_rows


def load_ratings(client: bigquery.Client, uri: str) -> int:
    config = bigquery.LoadJobConfig(source_format="CSV", max_bad_records=0)
    return client.load_table_from_uri(uri, "shop.ratings", job_config=config).result().output_rows


def tidy(folder: Path) -> None:
    shutil.rmtree(folder / "tmp", ignore_errors=True)
