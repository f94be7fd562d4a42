select
    distinct(customer_id),	-- 名前
    order_id
from orders
