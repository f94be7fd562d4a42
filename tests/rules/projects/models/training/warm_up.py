"""Tries the training code on a thousand rows."""

import mlflow
import pandas as pd
from sklearn.linear_model import LogisticRegression


def rehearse(X: pd.DataFrame, y: pd.Series) -> LogisticRegression:
    model = LogisticRegression()
    with mlflow.start_run():
        model.fit(X.head(1000), y.head(1000))
    return model
