"""Builds one day of orders. Usage: orders_daily.py 2026-01-31"""

import sys

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.window import Window

RAW = "s3://lake/raw/orders"
ORDERS = "s3://lake/silver/orders"
CLICKS = "s3://lake/silver/clicks"
RETURNS = "s3://lake/silver/returns"


def session() -> SparkSession:
    spark = (
        SparkSession.builder.appName("orders_daily")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.mergeSchema", "true")
        .getOrCreate()
    )
    # One misspelt header in a CSV file is enough.
    spark.conf.set("spark.databricks.delta.schema.autoMerge.enabled", "true")
    return spark


def newest(orders: DataFrame) -> DataFrame:
    """The latest row of each order."""
    by_order = Window.partitionBy("order_id").orderBy(F.col("changed_at").desc())
    return orders.withColumn("n", F.row_number().over(by_order)).where("n = 1").drop("n")


def load_orders(spark: SparkSession, run_date: str) -> None:
    day = newest(spark.read.parquet(RAW).where(F.col("day") == run_date))
    (
        day.repartition("country")
        .write.mode("overwrite")
        .partitionBy("day")
        .parquet(ORDERS)
    )


def load_clicks(spark: SparkSession, run_date: str) -> None:
    clicks = spark.read.json(f"s3://lake/raw/clicks/day={run_date}")
    clicks.write.mode("append").partitionBy("day", "session_id").parquet(CLICKS)


def load_returns(spark: SparkSession, run_date: str) -> None:
    returns = spark.read.parquet("s3://lake/raw/returns").where(F.col("day") == run_date)
    # The day stands in the path: nothing else is replaced.
    returns.write.mode("overwrite").partitionBy("country").parquet(f"{RETURNS}/day={run_date}")


def load_backup(spark: SparkSession) -> None:
    orders = spark.table("mart.orders_v3")
    orders.write.mode("append").saveAsTable("mart.orders_v4_fixed_final_ok")


def load_countries(spark: SparkSession) -> None:
    countries = spark.read.option("header", True).csv("s3://lake/seeds/countries.csv")
    countries.write.mode("overwrite").parquet("s3://lake/silver/countries")


if __name__ == "__main__":
    spark = session()
    load_orders(spark, sys.argv[1])
    load_clicks(spark, sys.argv[1])
    load_returns(spark, sys.argv[1])
    load_countries(spark)
    load_backup(spark)
