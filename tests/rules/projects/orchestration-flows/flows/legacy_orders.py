"""Orders of the old shop. Written for the first Prefect, and not run since the move."""

from prefect import Flow, Parameter, task
from prefect.executors import LocalDaskExecutor
from prefect.run_configs import KubernetesRun


@task
def extract(day):
    return [{"id": 1, "day": day}]


@task
def load(rows):
    print(f"{len(rows)} rows")


with Flow("orders") as flow:
    day = Parameter("day")
    load(extract(day))

flow.run_config = KubernetesRun(image="registry.example.com/etl:1.4")
flow.executor = LocalDaskExecutor()
