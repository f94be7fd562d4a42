-- Visits of one day, from the tracker's hourly files.
-- The tracker sends an hour again when its own job was restarted.

INSERT INTO mart.visits (visit_id, visited_on, shop, seconds)
SELECT
    visit_id,
    CAST(started_at AS DATE) AS visited_on,
    shop,
    seconds
FROM raw.visits
WHERE CAST(started_at AS DATE) = '{{ ds }}';
