# Databricks notebook source
# MAGIC %md
# MAGIC # Orders
# MAGIC select * from anything where this = null

# COMMAND ----------

orders = spark.table("orders")

# COMMAND ----------

# MAGIC %sql
# MAGIC select order_id, status
# MAGIC from orders
# MAGIC where cancelled_at = null

# COMMAND ----------

# MAGIC %sql
# MAGIC /* TODO: Write IS NULL or IS NOT NULL. (lakespeak:data-consistency/comparison-with-null) */
# MAGIC select count(*) from orders where shipped_at = null
