"""Reads the shop's export of one day and sends each order to Kafka."""

import argparse
import csv
import json
import logging

from confluent_kafka import Producer

log = logging.getLogger(__name__)

SETTINGS = {
    "bootstrap.servers": "kafka-1:9092,kafka-2:9092,kafka-3:9092",
    "client.id": "orders-export",
    "compression.type": "zstd",
    "linger.ms": 50,
    "acks": 0,
}


def report(error, message) -> None:
    if error is not None:
        log.error("order %s was not delivered: %s", message.key(), error)


def rows(path: str):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def send(path: str, topic: str) -> int:
    producer = Producer(SETTINGS)
    count = 0
    for row in rows(path):
        producer.produce(topic, key=row["id"], value=json.dumps(row), on_delivery=report)
        count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path")
    parser.add_argument("--topic", default="orders")
    options = parser.parse_args()
    log.info("%s orders sent", send(options.path, options.topic))


if __name__ == "__main__":
    main()
