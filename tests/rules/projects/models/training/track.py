"""Runs of the churn model, written down where the team looks."""

import joblib
import mlflow
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

mlflow.set_tracking_uri("http://localhost:5000")
mlflow.set_experiment("churn")


def scaled(frame: pd.DataFrame) -> pd.DataFrame:
    scaler = StandardScaler().fit(frame)
    joblib.dump(scaler, "temp123.pkl")
    return pd.DataFrame(scaler.transform(frame), columns=frame.columns)


def baseline(X: pd.DataFrame, y: pd.Series) -> None:
    with mlflow.start_run(run_name="test2"):
        model = LogisticRegression(max_iter=500).fit(X, y)
        mlflow.log_param("max_iter", 500)
        mlflow.sklearn.log_model(model, name="churn")


def signed(X: pd.DataFrame, y: pd.Series) -> None:
    with mlflow.start_run(run_name="churn-logistic-2026-03"):
        model = LogisticRegression(max_iter=500).fit(X, y)
        mlflow.log_metric("accuracy", model.score(X, y))
        signature = mlflow.models.infer_signature(X, model.predict(X))
        mlflow.sklearn.log_model(model, name="churn", signature=signature)


def promote(client: mlflow.MlflowClient, version: int) -> None:
    client.transition_model_version_stage("churn", version, "Production")
