"""The old reader of visits. It still feeds the screen in the shop."""

from pyspark import SparkContext
from pyspark.streaming import StreamingContext

SECONDS = 10


def parse(line: str) -> tuple[str, int]:
    """The shop that a line names, once."""
    shop, _, _ = line.partition("\t")
    return shop, 1


def main() -> None:
    context = StreamingContext(SparkContext(appName="visits"), SECONDS)
    lines = context.socketTextStream("collector", 9999)
    lines.map(parse).reduceByKey(lambda one, other: one + other).pprint()
    context.start()
    context.awaitTermination()


if __name__ == "__main__":
    main()
