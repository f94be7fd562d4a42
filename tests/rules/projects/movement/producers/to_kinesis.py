"""Copies new clicks from the web server's log into Kinesis, and a sample of them into Firehose."""

import json
import logging
import os
import random
from collections.abc import Iterator

import boto3

log = logging.getLogger(__name__)

STREAM = os.environ["CLICKS_STREAM"]
SAMPLE = os.environ.get("SAMPLE_STREAM", "clicks-sample")
SHARE = 0.01

kinesis = boto3.client("kinesis")
firehose = boto3.client("firehose")


def chunks(clicks: list[dict], size: int = 500) -> Iterator[list[dict]]:
    for start in range(0, len(clicks), size):
        yield clicks[start : start + size]


def as_record(click: dict) -> dict:
    # 'web' was enough when there was one shard.
    return {"Data": json.dumps(click).encode(), "PartitionKey": "web"}


def send(clicks: list[dict]) -> None:
    for chunk in chunks(clicks):
        kinesis.put_records(StreamName=STREAM, Records=[as_record(click) for click in chunk])
        log.info("%s clicks sent", len(chunk))


def send_sample(clicks: list[dict]) -> None:
    sample = [{"Data": json.dumps(click) + "\n"} for click in clicks if random.random() < SHARE]
    if sample:
        answer = firehose.put_record_batch(DeliveryStreamName=SAMPLE, Records=sample)
        log.info("sample sent: %s", answer["ResponseMetadata"]["HTTPStatusCode"])


def send_one(click: dict) -> str:
    answer = kinesis.put_record(
        StreamName=STREAM,
        Data=json.dumps(click).encode(),
        PartitionKey=str(click["visitor"]),
    )
    return answer["SequenceNumber"]
