"""Files for three partners, and the answers they put back."""

import time
from datetime import date, datetime, timedelta

import backoff
import requests
import tenacity
from airflow.sdk import dag, task
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

PARTNERS = ["north", "south", "west"]
BUCKET = "s3://lake/exports"


def session_for(partner: str) -> requests.Session:
    """Partner west answers 503 at the full hour, so its session tries again on those."""
    session = requests.Session()
    if partner == "west":
        retry = Retry(total=5, backoff_factor=1, status_forcelist=[429, 500, 502, 503, 504])
        session.mount("https://", HTTPAdapter(max_retries=retry))
    else:
        session.mount("https://", HTTPAdapter(max_retries=3))
    return session


@tenacity.retry(
    wait=tenacity.wait_exponential(multiplier=2, max=120),
    retry=tenacity.retry_if_exception_type(requests.ConnectionError),
)
def push(partner: str, path: str) -> None:
    answer = session_for(partner).post(f"https://api.{partner}.example/files", json={"path": path}, timeout=30)
    answer.raise_for_status()


@backoff.on_exception(backoff.expo, requests.RequestException)
def pull(partner: str, day: str) -> bytes:
    answer = session_for(partner).get(f"https://api.{partner}.example/answers/{day}", timeout=30)
    answer.raise_for_status()
    return answer.content


@backoff.on_exception(backoff.expo, requests.RequestException, max_time=300)
def ping(partner: str) -> None:
    session_for(partner).head(f"https://api.{partner}.example/", timeout=5).raise_for_status()


def send_with_patience(partner: str, rows: list[dict]) -> None:
    while True:
        try:
            session_for(partner).post(f"https://api.{partner}.example/rows", json=rows, timeout=30)
            break
        except requests.RequestException:
            time.sleep(10)


def file_name(partner: str, day: date = date.today()) -> str:
    return f"{partner}-{day:%Y%m%d}.csv"


@dag(
    schedule="30 6 * * 1-5",
    start_date=datetime(2023, 5, 1),
    catchup=True,
    default_args={"owner": "partners", "retries": 2, "retry_delay": timedelta(minutes=10)},
    tags=["partners"],
)
def partner_exports():
    @task
    def export(partner: str, ds: str | None = None) -> str:
        path = f"{BUCKET}/{partner}/dt={ds}/orders.csv"
        ping(partner)
        return path

    @task
    def archive(partner: str) -> str:
        return copy_to(f"s3://archive/{partner}/dt={date.today():%Y-%m-%d}/")

    @task(pool="partners")
    def deliver(path: str, partner: str) -> None:
        started = datetime.now()
        push(partner, path)
        print(f"{path} took {datetime.now() - started}")

    for partner in PARTNERS:
        path = export.override(task_id=f"export_{partner}")(partner)
        deliver.override(task_id=f"deliver_{partner}")(path, partner) >> archive(partner)


def copy_to(target: str) -> str:
    return target


partner_exports()
