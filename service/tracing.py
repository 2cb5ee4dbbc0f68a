"""OpenTelemetry: FastAPI's own spans and metrics, where OTEL_EXPORTER_OTLP_ENDPOINT is set.

It needs `citewell[otel]`. FastAPI's log records are left out, since they hold the words of errors.
"""

from fastapi.telemetry import TelemetryConfig
from starlette.types import Scope

_PROBES = frozenset({"/healthz", "/readyz", "/metrics"})


def telemetry(*, log_questions: bool) -> TelemetryConfig:
    """What is traced. The page's questions stand in its address, and so in a span of it."""
    untold = _PROBES if log_questions else _PROBES | {"/"}

    def excluded(scope: Scope) -> bool:
        return scope.get("path") in untold

    return TelemetryConfig(logs=False, operation_spans=False, auto_configure=True, exclude=excluded)
