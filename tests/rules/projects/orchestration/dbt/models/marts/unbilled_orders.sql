{{ config(materialized='table') }}

-- Orders that have no invoice after three days.

with invoiced as (

    select distinct order_id
    from {{ ref('stg_invoices') }}
    where voided_at is null

),

orders as (

    select id, customer_id, unit_price, quantity, ordered_at
    from {{ ref('stg_orders') }}
    where cancelled_at = null
      and id not in (select order_id from invoiced)
      -- accounts of our own shops
      and customer_id not in (1043, 2288, 90117)

)

select
    orders.id,
    orders.customer_id,
    cast(orders.unit_price as float) as unit_price,
    orders.quantity,
    cast(orders.unit_price * orders.quantity as decimal(18, 2)) as amount,
    (select max(loaded_at) from {{ ref('stg_orders') }}) as last_updated
from orders
