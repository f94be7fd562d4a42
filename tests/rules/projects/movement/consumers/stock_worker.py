"""Keeps the stock table up to date from the shop's queue, and passes shortages on."""

import asyncio
import json
import os

import aio_pika
import pika

from .warehouse import set_stock, shortages


def declare(channel) -> None:
    channel.queue_declare(queue="stock", durable=False)
    channel.queue_declare(queue="", exclusive=True, durable=False)
    channel.exchange_declare(exchange="shop", exchange_type="topic", durable=True)


def on_stock(channel, method, properties, body):
    try:
        for line in json.loads(body):
            set_stock(line["sku"], line["left"])
        channel.basic_ack(delivery_tag=method.delivery_tag)
    except KeyError:
        channel.basic_nack(delivery_tag=method.delivery_tag, requeue=False)
    except Exception:
        channel.basic_nack(delivery_tag=method.delivery_tag, requeue=True)


async def pass_on() -> None:
    connection = await aio_pika.connect_robust(os.environ["AMQP_URL"])
    async with connection:
        channel = await connection.channel()
        queue = await channel.get_queue("stock-alerts")
        message = await queue.get(no_ack=False)
        await message.ack()
        print(shortages(json.loads(message.body)))


def main() -> None:
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
    channel = connection.channel()
    declare(channel)
    channel.basic_qos(prefetch_count=100)
    channel.basic_consume(queue="stock", on_message_callback=on_stock)
    channel.start_consuming()


if __name__ == "__main__":
    asyncio.run(pass_on())
    main()
