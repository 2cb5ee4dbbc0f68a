"""The service under load for minutes: `make soak`. What is marked `soak` the suite leaves out."""
