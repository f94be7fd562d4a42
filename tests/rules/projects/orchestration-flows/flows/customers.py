"""Customers of both shops, matched by e-mail address, every morning."""

from datetime import timedelta

import httpx
from prefect import flow, get_run_logger, task
from prefect.cache_policies import INPUTS
from prefect.tasks import exponential_backoff

SHOPS = ["north", "south"]


@task(retries=3, retry_delay_seconds=exponential_backoff(backoff_factor=10), cache_policy=INPUTS)
def read(shop: str, day: str) -> list[dict]:
    answer = httpx.get(f"https://{shop}.example/customers", params={"day": day}, timeout=30)
    answer.raise_for_status()
    return answer.json()


@task
def match(left: list[dict], right: list[dict]) -> list[dict]:
    known = {row["email"].lower(): row for row in left}
    return [row | {"other": known.get(row["email"].lower())} for row in right]


@task(timeout_seconds=600)
def write(rows: list[dict]) -> int:
    return len(rows)


@flow(log_prints=True)
def customers(day: str):
    logger = get_run_logger()
    north, south = (read(shop, day) for shop in SHOPS)
    rows = match(north, south)
    state = write(rows, return_state=True)
    if state.is_failed():
        logger.error("customers of %s were not written", day)
        raise state.result(raise_on_failure=False)
    notify(day, return_state=True)


@task
def notify(day: str) -> None:
    print(f"customers of {day} are in")


if __name__ == "__main__":
    customers.serve(name="customers", interval=timedelta(days=1), parameters={"day": "latest"})
