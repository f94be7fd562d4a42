"""Two small readers: invoices arrive by SQS, ratings by Pub/Sub."""

import json
import os

import boto3
from google.cloud import pubsub_v1

from .warehouse import save_invoice, save_rating

INVOICES = os.environ["INVOICES_QUEUE"]
RATINGS = os.environ["RATINGS_SUBSCRIPTION"]


def read_invoices() -> int:
    sqs = boto3.client("sqs")
    count = 0
    while True:
        answer = sqs.receive_message(QueueUrl=INVOICES, MaxNumberOfMessages=10, WaitTimeSeconds=5)
        messages = answer.get("Messages", [])
        if not messages:
            return count
        for message in messages:
            save_invoice(json.loads(message["Body"]))
            count += 1


def on_rating(message: pubsub_v1.subscriber.message.Message) -> None:
    save_rating(json.loads(message.data))


def read_ratings(seconds: float) -> None:
    subscriber = pubsub_v1.SubscriberClient()
    future = subscriber.subscribe(RATINGS, callback=on_rating)
    with subscriber:
        try:
            future.result(timeout=seconds)
        except TimeoutError:
            future.cancel()
            future.result()
