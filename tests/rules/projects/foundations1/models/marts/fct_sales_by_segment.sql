{{ config(materialized='table') }}

select
    orders.ordered_on,
    customers.segment,
    sum(orders.amount) as amount
from {{ ref('fct_orders') }} as orders
left join {{ ref('customers_snapshot') }} as customers
    on customers.customer_id = orders.customer_id
    and orders.ordered_at >= customers.dbt_valid_from
    and orders.ordered_at < coalesce(customers.dbt_valid_to, '9999-12-31')
group by orders.ordered_on, customers.segment
