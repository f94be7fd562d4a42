//! PLACEHOLDER jinja.
