/* TODO: Test it with IS NULL. (lakespeak:data-quality/comparison-with-null) */
select 1;
