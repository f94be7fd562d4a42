"""Cleans the payments before they go into the mart."""

import pandas as pd

COLUMNS = ["payment_id", "amount", "paid_at"]


def typed(df: pd.DataFrame) -> pd.DataFrame:
    df["amount"] = pd.to_numeric(df["amount"], errors="coerce")
    return df


def counted(df: pd.DataFrame) -> pd.DataFrame:
    """The same, and loud where more than one in a hundred amounts can't be read."""
    amounts = pd.to_numeric(df["amount"], errors="coerce")
    if amounts.isna().mean() > 0.01:
        raise ValueError("too many amounts that are no numbers")
    return df.assign(amount=amounts)


def complete(df: pd.DataFrame) -> pd.DataFrame:
    df = df.dropna()
    return df[COLUMNS]


def filled(df: pd.DataFrame) -> pd.DataFrame:
    df = df.fillna(0)
    return df[COLUMNS]


def main(day: str) -> None:
    df = pd.read_parquet(f"raw/payments/day={day}")
    filled(complete(typed(df))).to_parquet(f"mart/payments/day={day}", index=False)
