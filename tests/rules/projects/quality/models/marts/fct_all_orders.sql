-- The shops of both continents.
select * from {{ ref('stg_orders_eu') }}
union all
select * from {{ ref('stg_orders_us') }}
