"""When the jobs run."""

import dagster as dg

from assets.jobs import closing_job, customers_job, orders_job, stock_job

PARIS = "Europe/Paris"

orders_nightly = dg.ScheduleDefinition(
    job=orders_job,
    cron_schedule="30 2 * * *",
    execution_timezone="Europe/Paris",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)

customers_nightly = dg.ScheduleDefinition(
    job=customers_job,
    cron_schedule="30 4 * * *",
    execution_timezone="Europe/Paris",
)

stock_hourly = dg.ScheduleDefinition(job=stock_job, cron_schedule="5 * * * *", execution_timezone="Europe/Paris")

# On the first of the month, if that is a Monday.
closing = dg.ScheduleDefinition(job=closing_job, cron_schedule="0 6 1 * 1", execution_timezone="UTC")


@dg.schedule(job=orders_job, cron_schedule="0 12 * * 1-5", execution_timezone="Europe/Paris")
def orders_at_noon(context: dg.ScheduleEvaluationContext):
    day = context.scheduled_execution_time.strftime("%Y-%m-%d")
    return dg.RunRequest(run_key=day, tags={"day": day})
