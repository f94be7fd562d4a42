/* TODO: Partition by the column that queries
   filter on. (lakespeak:partitioning) */
select 1;
-- TODO(ana): name them (lakespeak:select-star/nothing-such)
select 2;
