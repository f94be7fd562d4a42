"""Works through the queue of returned parcels."""

import json
import logging
import os

import pika

from .warehouse import book_return

log = logging.getLogger(__name__)


def load(channel, method, properties, body):
    parcel = json.loads(body)
    book_return(parcel["order"], parcel["items"])
    log.info("order %s: %s items came back", parcel["order"], len(parcel["items"]))


def main() -> None:
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
    channel = connection.channel()
    channel.queue_declare(queue="returns", durable=True)
    channel.basic_qos(prefetch_count=20)
    channel.basic_consume(queue="returns", on_message_callback=load)
    channel.start_consuming()


if __name__ == "__main__":
    main()
