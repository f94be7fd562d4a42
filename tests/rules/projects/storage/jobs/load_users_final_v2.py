"""Copies the users of the shop to the warehouse."""

import os

import pandas as pd
from sqlalchemy import create_engine


def main() -> None:
    shop = create_engine(os.environ["SHOP_URL"])
    warehouse = create_engine("redshift+psycopg2://loader@warehouse.internal:5439/dwh")
    users = pd.read_sql("SELECT id, country, created_at FROM users", shop)
    users.to_sql("users_2023_final2", warehouse, if_exists="append", index=False)
    countries = users.groupby("country", as_index=False).size()
    countries.to_sql("countries", warehouse, if_exists="append", index=False, method="multi")


if __name__ == "__main__":
    main()
