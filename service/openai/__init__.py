"""The answers of the service in OpenAI's form, for the clients that speak it."""
