-- Run by hand once a quarter, when sales sends the new targets.

DROP TABLE IF EXISTS mart.targets;

CREATE TABLE mart.targets AS
SELECT
    region,
    quarter,
    amount
FROM raw.targets_upload;
