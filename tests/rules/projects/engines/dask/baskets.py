"""What a basket holds on average, by channel."""

import dask
import dask.dataframe as dd
import pandas as pd
from dask.distributed import Client, LocalCluster

COLUMNS = ["items", "total", "discount", "weight"]

cluster = LocalCluster(n_workers=4, threads_per_worker=2)
client = Client(cluster)

channels = dd.from_pandas(pd.read_csv("data/channels.csv"), npartitions=4)
baskets = dd.read_parquet("data/baskets/", columns=["id", "channel", *COLUMNS])


def means(frame: dd.DataFrame) -> pd.DataFrame:
    result = {}
    for column in COLUMNS:
        result[column] = frame.groupby("channel")[column].mean().compute()
    return pd.DataFrame(result)


def spread(frame: dd.DataFrame) -> list[float]:
    return list(dask.compute(*[frame[column].std() for column in COLUMNS]))


customers = dd.read_parquet("data/customers/").compute()
largest = baskets.nlargest(10, "total").compute()

print(means(baskets.merge(channels, on="channel")))
print(spread(baskets))
print(largest.merge(customers, on="id"))
