-- Tables for the managers' page, rebuilt every night.
create or replace table marts.sales as
select
    o.day,
    s.name as shop,
    s.country,
    sum(o.total) as total,
    sum(o.cost) as cost
from curated.orders o
join curated.shops s on s.id = o.shop
group by o.day, s.name, s.country;

create or replace table marts.customers as
select c.id, c.name, c.country, c.first_order
from curated.customers c
where c.consent
limit 5000;

create or replace table marts.best_customers as
select c.id, c.name, sum(o.total) as total
from curated.customers c
join curated.orders o on o.customer = c.id
group by c.id, c.name
order by total desc, c.id
limit 100;
