create or replace function shop.net(price float64, rate float64)
returns float64
language js as """
  return price / (1 + rate);
""";

create or replace function shop.net_of(price float64, rate float64) as (price / (1 + rate));

select day, sum(shop.net(total, 0.19)) as net
from shop.orders
group by day;
