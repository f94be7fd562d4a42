-- Segments of customers, once a quarter, by hand.

SELECT segment, count(*) FROM mart.customers GROUP BY segment;

UPDATE mart.customers SET segment = 'A' WHERE revenue_year > 10000;
UPDATE mart.customers SET segment = 'B' WHERE revenue_year BETWEEN 1000 AND 10000;
UPDATE mart.customers SET segmented_on = CURRENT_DATE;

DELETE FROM mart.segment_notes WHERE customer_id NOT IN (SELECT customer_id FROM mart.customers WHERE active);
