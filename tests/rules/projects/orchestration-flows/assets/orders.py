"""Orders as assets: one partition a day, and how old each may be."""

from datetime import datetime, timedelta

import dagster as dg

daily = dg.DailyPartitionsDefinition(start_date="2024-01-01", timezone="Europe/Berlin")


@dg.asset(partitions_def=daily, freshness_policy=dg.FreshnessPolicy(maximum_lag_minutes=26 * 60))
def raw_orders(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    day = context.partition_key
    rows = read(f"s3://lake/raw/orders/dt={day}/")
    return dg.MaterializeResult(metadata={"rows": len(rows), "read_at": datetime.now().isoformat()})


@dg.asset(
    deps=[raw_orders],
    partitions_def=daily,
    freshness_policy=dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=26)),
)
def orders(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    rows = read("s3://lake/raw/orders/dt=" + datetime.now().strftime("%Y-%m-%d"))
    context.log.info("%s rows", len(rows))
    return dg.MaterializeResult(metadata={"rows": len(rows)})


def read(path: str) -> list[str]:
    return [path]


defs = dg.Definitions(assets=[raw_orders, orders])
