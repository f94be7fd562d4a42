"""Reads the files that vendors drop once a week and stores them in the warehouse."""

import argparse
import logging
import os
import sys
from datetime import datetime, timezone
from pathlib import Path

import pandas as pd
from sqlalchemy import create_engine, text

log = logging.getLogger("vendor_files")

COLUMNS = {"Artikel": "sku", "Menge": "quantity", "Preis": "price"}
SAMPLE = "/Users/jana/Downloads/vendor_sample.csv"


def engine_for(target: str):
    """The engine of a target; production reads its password from the environment."""
    if target == "prod":
        return create_engine(os.environ["WAREHOUSE_URL"])
    return create_engine("postgresql+psycopg://localhost/vendors", connect_args={"password": "pX7-kk20wQ"})


def read(path: Path) -> pd.DataFrame:
    """A vendor's file, with our names for its columns."""
    frame = pd.read_csv(path, sep=";", dtype={"Artikel": str}).rename(columns=COLUMNS)
    frame["vendor"] = path.stem.split("_")[0]
    frame["loaded_at"] = datetime.now()
    frame["read_at"] = datetime.now(timezone.utc)
    return frame


def check(frame: pd.DataFrame) -> None:
    """Stops where a row has no article."""
    assert not frame["sku"].isna().any(), "rows without an article"
    if (frame["quantity"] < 0).any():
        raise ValueError("a quantity below zero")


def total(frame: pd.DataFrame) -> float:
    """What the vendor will send a bill for."""
    amount = 0.0
    for _, row in frame.iterrows():
        amount += row["quantity"] * row["price"]
    return amount


def store(frame: pd.DataFrame, engine) -> None:
    """Puts the file's rows where the models read them."""
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM raw.vendor_lines WHERE vendor = :vendor"), {"vendor": frame["vendor"].iat[0]})
        frame.to_sql("vendor_lines", connection, schema="raw", if_exists="append", index=False)
    frame.groupby("vendor", as_index=False)["price"].mean().to_sql("vendor_prices", engine, schema="mart", if_exists="replace")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", default=[SAMPLE])
    parser.add_argument("--target", default="dev")
    arguments = parser.parse_args()
    engine = engine_for(arguments.target)
    for name in arguments.files:
        frame = read(Path(name))
        check(frame)
        store(frame, engine)
        log.info("%s: %s rows, %.2f", name, len(frame), total(frame))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
    except pd.errors.EmptyDataError:
        log.warning("an empty file")
        raise
    except Exception as problem:
        log.error("vendor files were not loaded: %s", problem)
        sys.exit()
