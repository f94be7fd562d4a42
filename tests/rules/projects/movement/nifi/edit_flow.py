"""Changes how often the file watchers of the NiFi flow look for new files."""

import os

import nipyapi

nipyapi.config.nifi_config.host = os.environ["NIFI_API"]

INTERVALS = {"List invoices": "5 min", "List ratings": "1 min"}


def main() -> None:
    for name, interval in INTERVALS.items():
        processor = nipyapi.canvas.get_processor(name)
        update = nipyapi.nifi.ProcessorConfigDTO(scheduling_period=interval)
        nipyapi.canvas.update_processor(processor, update=update)


if __name__ == "__main__":
    main()
