"""Sends the segments of the warehouse to Salesforce."""

import os

import psycopg
from simple_salesforce import Salesforce

QUERY = """
    select email, segment, last_order_at
    from marts.customer_segments
    where changed_at >= current_date - 1
"""


def rows(connection) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(QUERY)
        return cursor.fetchall()


def sync() -> None:
    sf = Salesforce(
        username=os.environ["SF_USER"],
        password=os.environ["SF_PASSWORD"],
        security_token=os.environ["SF_TOKEN"],
    )
    with psycopg.connect(os.environ["WAREHOUSE"]) as connection:
        for email, segment, last_order in rows(connection):
            sf.Contact.create({"Email": email, "Segment__c": segment, "LastOrder__c": str(last_order)})
    sf.Task.create({"Subject": "Segments are up to date"})


if __name__ == "__main__":
    sync()
