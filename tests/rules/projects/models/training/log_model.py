"""Logs the small model by hand."""

import mlflow
import pandas as pd
from sklearn.linear_model import LogisticRegression


def log_model(X: pd.DataFrame, y: pd.Series) -> None:
    with mlflow.start_run(run_name="churn-small-2026-03"):
        model = LogisticRegression(max_iter=500).fit(X, y)
        mlflow.log_metric("accuracy", model.score(X, y))
        mlflow.sklearn.log_model(model, name="churn-small")
