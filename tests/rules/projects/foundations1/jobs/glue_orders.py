"""Orders from the shop's bucket to the lake, as a Glue job with bookmarks."""

import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as F

arguments = getResolvedOptions(sys.argv, ["JOB_NAME"])
context = GlueContext(SparkContext.getOrCreate())
job = Job(context)
job.init(arguments["JOB_NAME"], arguments)

orders = context.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://shop-drop/orders/"], "recurse": True},
    format="json",
    transformation_ctx="orders",
)

lines = context.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": ["s3://shop-drop/lines/"], "recurse": True},
    format="json",
)

frame = (
    orders.toDF()
    .join(lines.toDF(), "order_id")
    .withColumn("line_key", F.monotonically_increasing_id())
    .withColumn("order_key", F.sha2(F.concat_ws("|", "shop", "order_id"), 256))
)

frame.write.partitionBy("ordered_on").parquet("s3://shop-lake/order_lines/", mode="append")

job.commit()
