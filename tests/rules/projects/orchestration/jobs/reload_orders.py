"""Loads orders again, for the days between two dates. Started by hand, as reload_orders.py 2026-03-01 2026-03-31."""

import os
import sys
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Column, Date, DateTime, Integer, String, create_engine
from sqlalchemy.orm import declarative_base

from datetime import datetime

Base = declarative_base()
ENGINE = create_engine(os.environ["WAREHOUSE_URL"])
RUN_DATE = os.environ.get("RUN_DATE", "2024-11-30")
HISTORY_START = os.environ.get("HISTORY_START_DATE", "2019-01-01")


class Reload(Base):
    __tablename__ = "reloads"

    id = Column(Integer, primary_key=True)
    day = Column(Date, nullable=False)
    asked_by = Column(String, nullable=False)
    loaded_at = Column(DateTime, default=datetime.now())
    checked_at = Column(DateTime, default=datetime.now)


def days(start: date, end: date):
    while start <= end:
        yield start
        start += timedelta(days=1)


def reload(day: date) -> int:
    frame = pd.read_parquet(f"s3://lake/orders/dt={day}/", columns=["id", "customer_id", "amount"])
    with ENGINE.begin() as connection:
        connection.exec_driver_sql("DELETE FROM mart.orders WHERE day = %s", (day,))
        frame.assign(day=day).to_sql("orders", connection, schema="mart", if_exists="append", index=False)
    return len(frame)


if __name__ == "__main__":
    first = date.fromisoformat(sys.argv[1])
    last = date.fromisoformat(sys.argv[2])
    print(sum(reload(day) for day in days(first, last)), "rows since", HISTORY_START, "as of", RUN_DATE)
