-- Runs every night on the lake.
CREATE TABLE IF NOT EXISTS lake.events (
    event_id STRING,
    user_id STRING,
    country STRING,
    dt DATE
) USING DELTA PARTITIONED BY (dt);

CREATE TABLE IF NOT EXISTS lake.logins (
    user_id STRING,
    logged_in_at TIMESTAMP
) USING DELTA PARTITIONED BY (user_id);

-- The last days only.
OPTIMIZE lake.events WHERE dt >= current_date() - INTERVAL 3 DAYS ZORDER BY (user_id);

OPTIMIZE lake.events WHERE dt >= current_date() - INTERVAL 3 DAYS ZORDER BY (user_id, dt);

OPTIMIZE lake.logins ZORDER BY (logged_in_at);

OPTIMIZE lake.sessions WHERE dt = current_date()
ZORDER BY (user_id, country, device, campaign, referrer);

VACUUM lake.events RETAIN 168 HOURS;
VACUUM lake.sessions RETAIN 0 HOURS DRY RUN;
VACUUM lake.logins RETAIN 24 HOURS;
