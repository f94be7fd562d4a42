"""Stores price changes as they come from the shop."""

import json
import os

import pika
from pika.adapters.blocking_connection import BlockingChannel

from .warehouse import set_price


def store(channel: BlockingChannel, method, properties, body) -> None:
    change = json.loads(body)
    for sku, price in change["prices"].items():
        set_price(sku, price, valid_from=change["at"])


def main() -> None:
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
    channel = connection.channel()
    channel.queue_declare(queue="prices", durable=True)
    channel.basic_consume(queue="prices", on_message_callback=store, auto_ack=True)
    try:
        channel.start_consuming()
    except KeyboardInterrupt:
        channel.stop_consuming()
    connection.close()


if __name__ == "__main__":
    main()
