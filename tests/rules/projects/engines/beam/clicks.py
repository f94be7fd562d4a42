"""Counts clicks by page, from Pub/Sub to BigQuery."""

import argparse
import json
import logging

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions

TABLE = "example-shop:live.clicks_by_page"


def parse(message: bytes) -> dict:
    return json.loads(message.decode("utf-8"))


def run(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--topic", required=True)
    known, rest = parser.parse_known_args(argv)

    options = PipelineOptions(rest)
    options.view_as(StandardOptions).streaming = True
    with beam.Pipeline(options=options) as pipeline:
        (
            pipeline
            | "read" >> beam.io.ReadFromPubSub(topic=known.topic)
            | "parse" >> beam.Map(parse)
            | "by page" >> beam.Map(lambda click: (click["page"], 1))
            | "count" >> beam.CombinePerKey(sum)
            | "as row" >> beam.MapTuple(lambda page, clicks: {"page": page, "clicks": clicks})
            | "write" >> beam.io.WriteToBigQuery(TABLE, schema="page:STRING,clicks:INTEGER")
        )


if __name__ == "__main__":
    logging.getLogger().setLevel(logging.INFO)
    run()
