"""Answers whether a customer is about to leave."""

import functools
import joblib
import mlflow
import onnxruntime as ort
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
session = ort.InferenceSession("churn.onnx")


class Customer(BaseModel):
    orders_90d: int
    tickets_90d: int
    days_since_login: int

    def row(self) -> list[int]:
        return [self.orders_90d, self.tickets_90d, self.days_since_login]


@functools.lru_cache
def shared():
    return joblib.load("models/churn-1.4.0.joblib")


@app.post("/churn")
def churn(customer: Customer) -> dict[str, float]:
    return {"churn": float(shared().predict_proba([customer.row()])[0, 1])}


@app.post("/churn/old")
def old(customer: Customer) -> dict[str, float]:
    model = joblib.load("models/churn-1.3.0.joblib")
    return {"churn": float(model.predict_proba([customer.row()])[0, 1])}


def nightly():
    return mlflow.pyfunc.load_model("models:/churn/latest")
