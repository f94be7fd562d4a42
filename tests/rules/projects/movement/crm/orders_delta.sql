-- What changed in the shop since the last copy.
create table if not exists raw.orders_delta (like shop.orders);

insert into raw.orders_delta (id, customer_id, total, updated_at)
select id, customer_id, total, updated_at
from shop.orders
where updated_at > (select max(updated_at) from raw.orders_delta);

-- Refunds come late, so three days are read again and merged.
merge into raw.refunds r
using (
    select id, order_id, amount, updated_at
    from shop.refunds
    where updated_at > (select max(updated_at) - interval '3 days' from raw.refunds)
) s
on r.id = s.id
when matched then update set amount = s.amount, updated_at = s.updated_at
when not matched then insert (id, order_id, amount, updated_at)
values (s.id, s.order_id, s.amount, s.updated_at);

alter table shop.orders replica identity default;
alter table shop.audit_log replica identity nothing;
