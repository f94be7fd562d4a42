"""Scores with the model of the old team."""

from sklearn.externals import joblib

model = joblib.load("churn.joblib")
