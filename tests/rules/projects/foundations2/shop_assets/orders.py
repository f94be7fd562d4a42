"""Assets of the shop, and what is left of the old pipelines."""

from typing import Any

import pandas as pd
from dagster import AssetCheckResult, In, ModeDefinition, Out, asset, asset_check, job, op

local = ModeDefinition("local", resource_defs={})


@asset
def orders() -> pd.DataFrame:
    return pd.read_parquet("s3://shop-raw/orders/", columns=["order_id", "customer_id", "eur"])


@asset
def revenue(orders: pd.DataFrame) -> pd.DataFrame:
    return orders.groupby("customer_id", as_index=False)["eur"].sum()


@asset_check(asset=revenue)
def no_customer_twice(revenue: pd.DataFrame) -> AssetCheckResult:
    return AssetCheckResult(passed=bool(revenue["customer_id"].is_unique))


@op(out=Out(Any))
def read_settings():
    return {"vat": 0.19}


@op(ins={"settings": In(dict)}, out=Out(pd.DataFrame))
def with_vat(context, settings: dict[str, Any]) -> pd.DataFrame:
    context.log.info("vat is %s", settings["vat"])
    return pd.DataFrame({"vat": [settings["vat"]]})


@job
def vat():
    with_vat(read_settings())
