-- Every shop gets every price, also those that it has not sold yet.
create or replace table marts.price_grid as
select s.id as shop, p.sku, p.price
from curated.shops s, curated.prices p
order by s.id, p.sku;

create or replace table marts.shop_prices as
select s.id as shop, p.sku, p.price
from curated.shops s, curated.prices p
where p.country = s.country;

create or replace table marts.calendar_grid as
select d.day, s.id as shop
from curated.calendar d
cross join curated.shops s;
