{{
    config(
        materialized = 'incremental',
        unique_key = 'order_id',
        cluster_by = ['ordered_on']
    )
}}

with orders as (

    select * from {{ ref('stg_orders') }}
    {% if is_incremental() %}
    where ordered_at > (select max(ordered_at) from {{ this }})
    {% endif %}

),

customers as (

    select * from analytics.dim_customers

),

final as (

    select
        orders.order_id,
        orders.ordered_on,
        orders.ordered_at,
        orders.customer_id,
        case
            when orders.customer_id = 48213 then 'EMEA'
            when orders.customer_id = -1 then 'unknown'
            else customers.region
        end as region,
        extract(year from orders.ordered_at) as ordered_in,
        orders.amount
    from orders
    left join customers on customers.customer_id = orders.customer_id

)

select * from final
