"""Takes orders from Kafka and stores them in the warehouse's raw schema."""

import json
import os
import signal

import psycopg
from confluent_kafka import Consumer

INSERT = """
    insert into raw.orders (id, shop, total, payload)
    values (%s, %s, %s, %s)
    on conflict (id) do update set total = excluded.total, payload = excluded.payload
"""

running = True


def stop(*_) -> None:
    global running
    running = False


def consumer() -> Consumer:
    return Consumer(
        {
            "bootstrap.servers": os.environ["KAFKA"],
            "group.id": "warehouse-orders",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": True,
            "max.poll.interval.ms": 300000,
        }
    )


def main() -> None:
    signal.signal(signal.SIGTERM, stop)
    source = consumer()
    source.subscribe(["orders"])
    with psycopg.connect(os.environ["WAREHOUSE"], autocommit=True) as connection:
        cursor = connection.cursor()
        while running:
            message = source.poll(1.0)
            if message is None:
                continue
            order = json.loads(message.value())
            cursor.execute(INSERT, (order["id"], order["shop"], order["total"], json.dumps(order)))
    source.close()


if __name__ == "__main__":
    main()
