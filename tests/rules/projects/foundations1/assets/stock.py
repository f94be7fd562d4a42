"""Stock levels, as Dagster assets."""

from typing import Any

import dagster as dg
import pandas as pd

COUNTRIES = {"DE": "Germany", "AT": "Austria"}


@dg.asset(group_name="stock")
def stock_levels(context: dg.AssetExecutionContext) -> Any:  # fix later
    """Pieces of each article, by store."""
    frame = pd.read_parquet("s3://shop-lake/stock/")
    context.log.info("%s rows", len(frame))
    return frame


@dg.asset(group_name="stock")
def empty_shelves(stock_levels: pd.DataFrame) -> pd.DataFrame:
    """Articles that are out."""
    # DON'T TOUCH: the app reads these names
    frame = stock_levels[stock_levels["pieces"] == 0]
    return frame.assign(country=frame["country"].map(COUNTRIES))
