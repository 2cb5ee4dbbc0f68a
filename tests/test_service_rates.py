"""How often a client may ask, against a slow count; and over real HTTP."""

import random

import httpx
import pytest

from qa.engine import Engine
from service.rates import Rates
from service.settings import Rate, Settings
from tests.guarding import QUESTION, service
from tests.reading import problem


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_no_stretch_of_time_has_more_than_the_rate() -> None:
    chance, clock = random.Random(1), Clock()
    rates, allowed = Rates(Rate(5, 10), clock), {"a": [0.0], "b": [0.0]}
    for _ in range(2000):
        clock.now += chance.choice([0.0, 0.1, 1.0, 3.0])
        client = chance.choice("ab")
        recent = [time for time in allowed[client] if time > clock.now - 10]
        wait = rates.wait(client)
        assert (wait == 0) == (len(recent) < 5)
        if wait == 0:
            allowed[client].append(clock.now)
        else:
            assert wait - 1 < recent[-5] + 10 - clock.now <= wait


def test_who_comes_back_when_told_is_let_in() -> None:
    clock = Clock()
    rates = Rates(Rate(1, 7), clock)
    assert rates.wait("a") == 0
    clock.now += 0.5
    wait = rates.wait("a")
    clock.now += wait
    assert (wait, rates.wait("a")) == (7, 0)


def test_clients_are_forgotten() -> None:
    clock = Clock()
    rates = Rates(Rate(3, 60), clock)
    for number in range(5000):
        clock.now += 1
        rates.wait(str(number))
        assert len(rates) <= 121


@pytest.fixture
def limited(engine: Engine) -> Settings:
    return Settings(rate=Rate(3, 3600))


def test_too_many_requests(engine: Engine, limited: Settings) -> None:
    with service(engine, limited) as client:
        for _ in range(3):
            assert client.post("/v1/ask", json=QUESTION).status_code == 200
        refused = client.post("/v1/ask", json=QUESTION)
        assert "more often" in problem(refused, 429)
        assert 3590 <= int(refused.headers["retry-after"]) <= 3600
        assert client.get("/v1/sources").status_code == 429
        for path in ("/healthz", "/readyz", "/metrics", "/style.css"):
            assert client.get(path).status_code == 200, "not counted"
        for path in ("/v1/chat/completions", "/v1/responses"):
            error = client.post(path, json={}).json()["error"]
            assert (error["type"], error["code"]) == ("requests", "rate_limit_exceeded")


def statuses(client: httpx.Client, **headers: str) -> list[int]:
    return [client.get("/v1/index", headers=headers).status_code for _ in range(4)]


def test_each_address_has_its_own_rate(engine: Engine, limited: Settings) -> None:
    with service(engine, limited) as client:
        # From this machine, which a proxy may be on; the last address is the one that it saw.
        for address in ("192.0.2.1", "192.0.2.2", "2001:db8::1"):
            assert statuses(client, **{"X-Forwarded-For": f"1.1.1.1, {address}"})[2:] == [200, 429]
        neighbour = {"X-Forwarded-For": "2001:db8::2"}
        assert statuses(client, **neighbour)[0] == 429, "one network, one client"
        assert statuses(client, **{"X-Forwarded-For": "2001:db8:0:1::1"})[2:] == [200, 429]
        assert statuses(client)[2:] == [200, 429], "the address itself"


def test_a_key_has_its_own_rate_and_trying_keys_has_one(engine: Engine) -> None:
    with service(engine, Settings(api_keys=("a", "b"), rate=Rate(3, 3600))) as client:
        tries = [
            client.get("/v1/index", headers={"X-API-Key": f"guess-{n}"}).status_code
            for n in range(5)
        ]
        assert tries == [401, 401, 401, 429, 429]
        for key in "ab":
            assert statuses(client, **{"X-API-Key": key}) == [200, 200, 200, 429]


def test_by_default_this_machine_is_spared_and_others_are_not(engine: Engine) -> None:
    with service(engine, Settings(rate=Rate(3, 3600, spares_this_machine=True))) as client:
        assert statuses(client) == [200] * 4
        assert statuses(client, **{"X-Forwarded-For": "192.0.2.1"}) == [200, 200, 200, 429]
