{{ config(materialized='table') }}

-- Regions as sales draws them; a country may move from one to another.

select
    uuid_string() as region_key,
    region,
    country,
    manager
from {{ ref('stg_regions') }}
where ended_on is null
