"""Rebuilds the table of plays from the event log."""

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

LOG = "s3://lake/raw/plays"
PLAYS = "s3://lake/silver/plays"


def main() -> None:
    spark = SparkSession.builder.appName("plays").getOrCreate()
    plays = spark.read.json(LOG)
    plays = (
        plays.where(F.col("page") == "NextSong")
        .withColumn("played_at", F.to_timestamp(F.col("ts") / 1000))
        .withColumn("year", F.year("played_at"))
        .withColumn("month", F.month("played_at"))
    )
    plays.write.parquet(PLAYS, mode="overwrite", partitionBy=["year", "month"])
    songs = plays.select("song_id", "title", "artist_id").distinct()
    songs.coalesce(1).write.parquet("s3://lake/silver/songs")

    per_song = plays.groupBy("song_id").count()
    top = per_song.orderBy(F.desc("count")).limit(100)
    # A hundred rows, so one file it is.
    top.coalesce(1).write.mode("overwrite").parquet("s3://lake/gold/top_songs")


if __name__ == "__main__":
    main()
