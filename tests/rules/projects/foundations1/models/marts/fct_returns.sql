{{
    config(
        materialized = 'incremental',
        unique_key = 'return_key',
        full_refresh = true
    )
}}

with returned as (

    select * from {{ ref('stg_returns') }}

),

customers as (

    select * from {{ ref('customers_snapshot') }}

)

select
    {{ dbt_utils.surrogate_key(['returned.order_id', 'returned.line']) }} as return_key,
    returned.order_id,
    returned.line,
    returned.returned_at,
    customers.region,
    customers.segment
from returned
left join customers
    on customers.customer_id = returned.customer_id
    and returned.returned_at between customers.dbt_valid_from and coalesce(customers.dbt_valid_to, '9999-12-31')
