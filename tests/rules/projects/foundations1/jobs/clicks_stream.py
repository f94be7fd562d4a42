"""Copies clicks from Kafka to the lake, and keeps a table of clicks a minute."""

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

BROKERS = "broker-1:9092,broker-2:9092"
SCHEMA = "click_id string, shop string, sent_at timestamp"

spark = SparkSession.builder.appName("clicks_stream").getOrCreate()


def clicks() -> DataFrame:
    """The topic, parsed."""
    raw = (
        spark.readStream.format("kafka")
        .option("kafka.bootstrap.servers", BROKERS)
        .option("subscribe", "clicks")
        .option("startingOffsets", "earliest")
        .option("failOnDataLoss", "false")
        .load()
    )
    parsed = raw.select(F.from_json(F.col("value").cast("string"), SCHEMA).alias("click")).select("click.*")
    return parsed.dropDuplicates(["click_id"])


def per_minute(frame: DataFrame) -> DataFrame:
    """How many clicks each shop has had in each minute."""
    return frame.groupBy("shop", F.window("sent_at", "1 minute")).count()


def look_at(frame: DataFrame):
    """Prints what arrives, for whoever looks for a mistake."""
    return frame.writeStream.format("console").option("truncate", False).start()


if __name__ == "__main__":
    frame = clicks()
    (
        frame.writeStream.format("parquet")
        .option("path", "s3://shop-lake/clicks")
        .trigger(processingTime="1 minute")
        .start()
    )
    per_minute(frame).writeStream.outputMode("complete").toTable("mart.clicks_a_minute")
    spark.streams.awaitAnyTermination()
