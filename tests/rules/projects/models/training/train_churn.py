"""Trains the churn model every Sunday and keeps it for the service."""

import json
import logging
import pickle
from pathlib import Path

import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

log = logging.getLogger(__name__)
FEATURES = ["orders_90d", "tickets_90d", "days_since_login"]
OUT = Path("artifacts")


def load(day: str) -> pd.DataFrame:
    """The features of one day, one row a customer."""
    frame = pd.read_parquet(f"features/day={day}")
    if frame.empty:
        raise ValueError(f"no features for {day}")
    return frame


def fit(frame: pd.DataFrame) -> GradientBoostingClassifier:
    X, y = frame[FEATURES], frame["churned"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
    model = GradientBoostingClassifier(n_estimators=300, random_state=7)
    model.fit(X_train, y_train)
    score = roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])
    log.info("area under the curve: %.3f", score)
    return model


def keep(model: GradientBoostingClassifier, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        pickle.dump(model, file)


def main(day: str) -> None:
    model = fit(load(day))
    keep(model, OUT / "churn.pkl")
    pickle.dump(model, open("artifacts/churn_final_final.pkl", "wb"))


if __name__ == "__main__":
    main("2026-03-01")
