"""Adds the customer's country to each order of one day and totals them."""

import csv
import io

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from google.cloud import bigquery

COUNTRY = "select country from shop.customers where id = @id"


class AddCountry(beam.DoFn):
    def process(self, order):
        client = bigquery.Client()
        parameters = [bigquery.ScalarQueryParameter("id", "INT64", order["customer"])]
        job = client.query(COUNTRY, job_config=bigquery.QueryJobConfig(query_parameters=parameters))
        for row in job.result():
            yield {**order, "country": row.country}


class AddShop(beam.DoFn):
    def setup(self):
        self.client = bigquery.Client()

    def process(self, order):
        yield {**order, "shop": self.client.get_table("shop.shops").labels.get(order["shop"])}


def parse(line: str) -> dict:
    row = next(csv.reader(io.StringIO(line)))
    return {"id": int(row[0]), "customer": int(row[1]), "shop": row[2], "total": float(row[3])}


def run(day: str) -> None:
    options = PipelineOptions(runner="DirectRunner", project="example-shop", temp_location="gs://example-tmp")
    with beam.Pipeline(options=options) as pipeline:
        orders = (
            pipeline
            | beam.io.ReadFromText(f"gs://example-lake/orders/{day}*.csv")
            | beam.Map(parse)
            | beam.ParDo(AddCountry())
            | beam.ParDo(AddShop())
        )
        (
            orders
            | "by country" >> beam.Map(lambda order: (order["country"], order["total"]))
            | "group" >> beam.GroupByKey()
            | "total" >> beam.Map(lambda kv: {"country": kv[0], "total": sum(kv[1])})
            | beam.io.WriteToBigQuery("example-shop:marts.totals")
        )
