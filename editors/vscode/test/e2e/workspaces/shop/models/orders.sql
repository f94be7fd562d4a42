{{ config(materialized='incremental') }}

-- One row an order, as the data warehouse's marts read it.
select
    order_id,
    customer_id,
    updated_at
from analytics.orders
where cancelled_at = null
