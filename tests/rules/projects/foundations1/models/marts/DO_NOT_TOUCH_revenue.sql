{{ config(materialized='table') }}

select
    ordered_on,
    region,
    sum(amount) as revenue,
    count(*) as orders
from {{ ref('fct_orders') }}
group by ordered_on, region
