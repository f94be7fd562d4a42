"""Builds the daily order facts from the lake and the shop's database."""

import argparse
from datetime import datetime

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.functions import udf
from pyspark.sql.types import StringType, TimestampType

LAKE = "s3a://example-lake"
TEXTS = ["customer_name", "street", "city", "country", "note", "coupon", "channel"]

as_time = udf(lambda ms: datetime.fromtimestamp(int(ms) / 1000), TimestampType())
domain = udf(lambda email: email.split("@")[1] if email else None, StringType())


@udf
def items_in(basket):
    return len(basket.split(";"))


@udf(returnType=StringType())
def initials(name):
    return "".join(part[0] for part in name.split())


def session() -> SparkSession:
    return (
        SparkSession.builder.master("local[*]")
        .appName("daily-orders")
        .config("spark.sql.sources.partitionOverwriteMode", "dynamic")
        .getOrCreate()
    )


def read_orders(spark: SparkSession, day: str) -> DataFrame:
    orders = spark.read.parquet(f"{LAKE}/raw/orders/day={day}")
    if orders.count() == 0:
        raise SystemExit(f"no orders on {day}")
    return orders


def read_lines(spark: SparkSession, url: str) -> DataFrame:
    return (
        spark.read.format("jdbc")
        .option("url", url)
        .option("dbtable", "shop.order_lines")
        .option("driver", "org.postgresql.Driver")
        .load()
    )


def clean(orders: DataFrame) -> DataFrame:
    for name in TEXTS:
        orders = orders.withColumn(name, F.trim(F.col(name)))
    return orders.withColumn("ordered_at", as_time("ordered_ms")).withColumn("domain", domain("email"))


def shops(spark: SparkSession) -> dict[int, str]:
    rows = spark.read.parquet(f"{LAKE}/curated/shops").collect()
    return {row.id: row.name for row in rows}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--day", required=True)
    parser.add_argument("--url", required=True)
    options = parser.parse_args()

    spark = session()
    orders = clean(read_orders(spark, options.day))
    lines = read_lines(spark, options.url).groupBy("order_id").agg(F.sum("amount").alias("total"))
    facts = orders.join(lines, orders.id == lines.order_id).withColumn("items", items_in("basket"))
    facts.write.mode("overwrite").partitionBy("day").parquet(f"{LAKE}/curated/orders")
    print(facts.groupBy("country").count().collect())
    print(shops(spark))


if __name__ == "__main__":
    main()
