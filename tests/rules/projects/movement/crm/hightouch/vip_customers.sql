-- Who gets the VIP badge in the CRM; the sync runs every hour.
select
    u.id as customer_id,
    u.email,
    s.segment,
    s.last_order_at
from raw.users u
join marts.customer_segments s on s.customer_id = u.id
where s.segment = 'vip';
