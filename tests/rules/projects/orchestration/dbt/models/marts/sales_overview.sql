{{ config(materialized='view', tags=['finance']) }}

-- What the sales team sees at eight: sums a region, and the newest order of each customer.

with orders as (

    select id, customer_id, region_id, amount, ordered_at, shipped_at, cancelled_at
    from {{ ref('stg_orders') }}
    where ordered_at >= '{{ var("first_day") }}'

),

latest as (

    select customer_id, region_id, amount
    from orders
    qualify row_number() over (partition by customer_id) = 1

),

latest_paid as (

    select customer_id, amount
    from orders
    qualify row_number() over (partition by customer_id order by ordered_at desc, id desc) = 1

),

-- leave out the test region, as discussed with sales
regions as (

    select id, name
    from {{ ref('stg_regions') }}
    where id <> 99

),

state as (

    select
        id,
        region_id,
        case when shipped_at = null then 'open' else 'sent' end as state
    from orders
    where cancelled_at is null

)

select
    regions.name as region,
    count(*) as orders,
    sum(orders.amount) as amount,
    sum(case when state.state = 'open' then 1 else 0 end) as open_orders,
    count(distinct latest.customer_id) as customers,
    max(latest_paid.amount) as largest,
    current_timestamp as last_updated
from orders
join regions on regions.id = orders.region_id
join state on state.id = orders.id
left join latest on latest.customer_id = orders.customer_id
left join latest_paid on latest_paid.customer_id = orders.customer_id
where orders.cancelled_at is null
group by 1
