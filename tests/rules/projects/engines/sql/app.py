"""The small page on which the shop's managers look at yesterday."""

import duckdb
import pandas as pd
import streamlit as st

DATABASE = "data/marts.duckdb"


@st.cache_data(ttl=600)
def sales(country: str) -> pd.DataFrame:
    with duckdb.connect(DATABASE) as connection:
        return connection.execute(
            "SELECT day, shop, total, cost FROM marts.sales WHERE country = ? ORDER BY day DESC LIMIT 90", [country]
        ).df()


def margin(frame: pd.DataFrame) -> pd.DataFrame:
    frame["margin"] = frame.apply(lambda row: (row["total"] - row["cost"]) / row["total"], axis=1)
    return frame


country = st.selectbox("Country", ["DE", "AT", "CH"])
data = margin(sales(country))
st.metric("Sales", f"{data['total'].sum():,.0f}")
st.line_chart(data, x="day", y="margin")
