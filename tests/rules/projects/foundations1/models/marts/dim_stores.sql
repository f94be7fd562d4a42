{{ config(materialized='table', tags=['daily']) }}

with stores as (

    select * from {{ ref('stg_stores') }}

),

regions as (

    select * from {{ ref('stg_regions') }}

)

select
    {{ dbt_utils.generate_surrogate_key(['stores.country', 'stores.store_number']) }} as stable_key,
    md5(stores.country || stores.store_number) as short_key,
    md5(concat_ws('|', stores.country, stores.store_number)) as long_key,
    stores.store_number,
    stores.country,
    regions.region
from stores
left join regions on regions.country = stores.country
{% if is_incremental() %}
where stores.updated_at > current_date - 7
{% endif %}
