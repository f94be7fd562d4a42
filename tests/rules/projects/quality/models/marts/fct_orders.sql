{{ config(materialized='table') }}

select o.order_id, o.customer_id, o.amount, o.ordered_at
from {{ source('shop', 'orders') }} as o
where o.status <> 'cancelled'
