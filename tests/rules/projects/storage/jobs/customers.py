"""Keeps the customer table of the lake up to date."""

from delta.tables import DeltaTable
from pyspark.sql import DataFrame, SparkSession

CUSTOMERS = "/mnt/lake/delta/customers"
TICKETS = "/mnt/lake/delta/tickets"


def upsert(spark: SparkSession, customer_updates: DataFrame) -> None:
    target = DeltaTable.forPath(spark, CUSTOMERS)
    (
        target.alias("t")
        .merge(customer_updates.alias("s"), "t.customer_id = s.customer_id")
        .whenMatchedUpdateAll()
        .whenNotMatchedInsertAll()
        .execute()
    )


def reset(spark: SparkSession, customers: DataFrame) -> None:
    dbutils.fs.rm("/mnt/lake/delta/customers", True)
    customers.write.format("delta").save(CUSTOMERS)


def rebuild(customers: DataFrame) -> None:
    (
        customers.write.format("delta")
        .mode("overwrite")
        .option("overwriteSchema", "true")
        .saveAsTable("lake.customers")
    )


def tickets(spark: SparkSession, pages) -> None:
    for page in pages:
        rows = spark.createDataFrame(page["tickets"])
        rows.write.format("delta").mode("append").save(TICKETS)


def copies(spark: SparkSession) -> None:
    for table in ("orders", "stock"):
        spark.table(table).write.format("delta").mode("append").save(f"/mnt/lake/delta/{table}")


def follow_clicks(clicks: DataFrame) -> None:
    (
        clicks.writeStream.format("delta")
        .option("checkpointLocation", "/mnt/lake/_checkpoints/clicks")
        .trigger(processingTime="2 seconds")
        .start("/mnt/lake/delta/clicks")
    )


def tidy(spark: SparkSession) -> None:
    spark.conf.set("spark.databricks.delta.retentionDurationCheck.enabled", "false")
    DeltaTable.forPath(spark, TICKETS).vacuum(0)
    spark.sql("VACUUM lake.customers")
    table = DeltaTable.forPath(spark, CUSTOMERS)
    table.optimize().executeZOrderBy("country", "city", "street", "customer_id", "segment")
