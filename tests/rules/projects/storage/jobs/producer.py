"""Sends orders to Kafka."""

import os

from confluent_kafka import avro
from confluent_kafka.avro import AvroProducer
from confluent_kafka.schema_registry import SchemaRegistryClient

ORDER = avro.load("schemas/order.avsc")


def producer() -> AvroProducer:
    settings = {
        "bootstrap.servers": os.environ["KAFKA"],
        "schema.registry.url": os.environ["REGISTRY"],
        "acks": "all",
    }
    return AvroProducer(settings, default_value_schema=ORDER)


def relax(registry: SchemaRegistryClient) -> None:
    registry.set_compatibility(subject_name="orders-value", level="NONE")
    registry.set_compatibility(subject_name="returns-value", level="BACKWARD")
