{{
    config(
        materialized = 'incremental',
        tags = ['hourly'],
        on_schema_change = 'append_new_columns'
    )
}}

with source as (

    select * from {{ source('web', 'events') }}

),

renamed as (

    select
        event_id,
        user_id,
        event_type,
        payload:page::string as page,
        occurred_at
    from source
    {% if is_incremental() %}
    where occurred_at >= (select max(occurred_at) from {{ this }})
    {% endif %}

)

select * from renamed
