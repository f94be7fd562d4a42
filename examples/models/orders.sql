{{ config(
    materialized='incremental',
    on_schema_change='append_new_columns'
) }}

-- One row an order, as the data warehouse's marts read it.

with orders as (

    select * from {{ source('shop', 'orders') }}

    {% if is_incremental() %}
    where updated_at > (select max(updated_at) from {{ this }})
    {% endif %}

),

customers as (

    select customer_id, segment, country
    from analytics.customers

),

final as (

    select
        orders.order_id,
        orders.customer_id,
        customers.segment,
        customers.country,
        orders.status,
        orders.total_amount,
        orders.ordered_at,
        orders.updated_at
    from orders
    left join customers on customers.customer_id = orders.customer_id
    where orders.status <> null

)

select * from final
