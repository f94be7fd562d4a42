-- What the database starts by itself.
SELECT cron.unschedule(jobid) FROM cron.job WHERE jobname IN ('close-month', 'refresh-stock', 'tidy-carts');

SELECT cron.schedule('refresh-stock', '*/10 * * * *', 'REFRESH MATERIALIZED VIEW CONCURRENTLY mart.stock');

-- carts that nobody touched for a month
SELECT cron.schedule('tidy-carts', '20 4 * * *', $$DELETE FROM shop.carts WHERE touched_at < now() - interval '30 days'$$);

-- first working day of the month
SELECT cron.schedule('close-month', '0 6 1-3 * 1-5', 'CALL mart.close_month()');
