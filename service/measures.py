"""What the service counts of itself, for Prometheus. One registry for each application."""

from collections.abc import Callable, Iterable, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from qa.types import Response

# Seconds. A question takes some tens of milliseconds, a deadline is some tens of seconds.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_OUTCOMES = ("answered", "refused")
_REASONS = ("not_in_sources", "unclear_question")
_TURNED_AWAY = ("rate", "key", "host", "queue", "deadline", "gone")


class Measures:
    """Counters and times. No label holds what a client chose: routes are named by their pattern."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "citewell_http_requests",
            "Requests.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._request_seconds = Histogram(
            "citewell_http_request_seconds",
            "Time that a request took, waiting included.",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._questions = Counter(
            "citewell_questions", "Questions answered.", ["outcome"], registry=self.registry
        )
        self._refusals = Counter(
            "citewell_refusals", "Questions refused.", ["reason"], registry=self.registry
        )
        self._stage_seconds = Histogram(
            "citewell_stage_seconds",
            "Time that each stage of a question took.",
            ["stage"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._turned_away = Counter(
            "citewell_turned_away",
            "Requests that were not worked on.",
            ["reason"],
            registry=self.registry,
        )
        # Said from the start, so that a rate over them begins at zero.
        for counter, values in (
            (self._questions, _OUTCOMES),
            (self._refusals, _REASONS),
            (self._turned_away, _TURNED_AWAY),
        ):
            for value in values:
                counter.labels(value)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts a request that has ended. `route` is the pattern of a path, "" for none."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def answered(self, response: Response, stages: Mapping[str, float]) -> None:
        """Counts a question with the seconds of its stages."""
        self._questions.labels("answered" if response.answered else "refused").inc()
        if response.refusal:
            self._refusals.labels(response.refusal.reason).inc()
        for stage, seconds in stages.items():
            self._stage_seconds.labels(stage).observe(seconds)

    def turned_away(self, reason: str) -> None:
        """Counts a request that was refused or given up before it was answered."""
        self._turned_away.labels(reason).inc()

    def look_up(self, look: Callable[[], Iterable[Metric]]) -> None:
        """Adds the values that `look` gives whenever somebody asks for the measures."""
        self.registry.register(_LookedUp(look))

    def exposition(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)


def gauge(name: str, about: str, value: float, labels: Mapping[str, str] | None = None) -> Metric:
    """A single value for `Measures.look_up`."""
    metric = GaugeMetricFamily(name, about, labels=list(labels or {}))
    metric.add_metric(list((labels or {}).values()), value)
    return metric


class _LookedUp(Collector):
    def __init__(self, look: Callable[[], Iterable[Metric]]) -> None:
        self._look = look

    def collect(self) -> Iterable[Metric]:
        return self._look()
