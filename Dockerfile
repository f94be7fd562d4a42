# lakespeak in an image of its own. Not built by us yet.
#
#   docker build -t lakespeak .
#   docker run --rm -v "$PWD:/work:ro" lakespeak check
FROM rust:1.91-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin lakespeak

FROM debian:bookworm-slim
# git tells `check --since` what changed.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /work
COPY --from=build /src/target/release/lakespeak /usr/local/bin/lakespeak
COPY LICENSE-* /usr/local/share/doc/lakespeak/
RUN useradd --create-home lakespeak
USER lakespeak
WORKDIR /work
ENTRYPOINT ["lakespeak"]
CMD ["check"]
