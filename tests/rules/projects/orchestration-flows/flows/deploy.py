"""Puts the flows of this folder into place."""

from flows.customers import customers
from prefect.deployments import Deployment, run_deployment
from prefect.infrastructure import KubernetesJob

IMAGE = "registry.example.com/flows:2026.3"


def put(name: str) -> None:
    deployment = Deployment.build_from_flow(
        flow=customers,
        name=name,
        work_queue_name="kubernetes",
        infrastructure=KubernetesJob(image=IMAGE),
        schedule=None,
    )
    deployment.apply()


def try_out(name: str) -> None:
    run = run_deployment(name=f"customers/{name}", timeout=600, parameters={"day": "2026-03-01"})
    if not run.state.is_completed():
        raise SystemExit(f"{name}: {run.state}")


if __name__ == "__main__":
    put("test")
    try_out("test")
    put("prod")
