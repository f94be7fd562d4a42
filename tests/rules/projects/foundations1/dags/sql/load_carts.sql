-- Carts of one day, replaced as a whole, so that the run may be repeated.

BEGIN;

DELETE FROM mart.carts WHERE left_on = '{{ ds }}';

INSERT INTO mart.carts (cart_id, left_on, amount)
SELECT
    cart_id,
    left_on,
    amount
FROM raw.carts
WHERE left_on = '{{ ds }}';

COMMIT;
