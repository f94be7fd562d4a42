-- Functions of the warehouse that the reports call.
create or replace function reports.open_orders(p_shop int)
returns bigint
language sql
stable
security definer
as $$
    select count(*) from shop.orders where shop = p_shop and sent_at is null
$$;

create or replace function reports.returns_since(p_day date)
returns table (order_id bigint, items int)
language sql
stable
security definer
set search_path = pg_catalog, shop
as $$
    select r.order_id, r.items from shop.returns r where r.day >= p_day
$$;
