{{ config(materialized='incremental', tags=['hourly']) }}

select
    visit_id,
    shop,
    cast(started_at as date) as visited_on,
    started_at,
    seconds
from {{ source('web', 'visits') }}
{% if is_incremental() %}
where started_at > (select dateadd(day, -3, max(started_at)) from {{ this }})
{% endif %}
