{{ config(materialized="table") }}

select id from raw.customers
where deleted_at = null
