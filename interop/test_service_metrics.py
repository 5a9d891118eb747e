"""/metrics of a service is read by Prometheus' own parser in Python, and by promtool where it is installed."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

ROOT = Path(__file__).parent.parent
POST = {"method": "POST", "route": "/v1/models/{id}/predict"}


@pytest.fixture(scope="module")
def told():
    node = ROOT / "node_modules/.bin/node"
    done = subprocess.run([node, ROOT / "interop/service_metrics.ts"], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def families(told):
    return {family.name: family for family in text_string_to_metric_families(told["text"])}


def value(families, family, name, **labels):
    found = [each.value for each in families[family].samples if each.name == name and each.labels == labels]
    assert len(found) == 1, f"{name} {labels}: {found}"
    return found[0]


def test_requests_are_counted(families, told):
    assert families["http_requests"].type == "counter"
    assert value(families, "http_requests", "http_requests_total", **POST, status="200") == len(told["times"])
    assert value(families, "http_requests", "http_requests_total", method="GET", route='/a"b\\c\nd', status="404") == 1


def test_durations_are_a_histogram(families, told):
    histogram = families["http_request_duration_seconds"]
    assert histogram.type == "histogram"
    own = [each for each in histogram.samples if each.labels.get("route") == POST["route"]]
    buckets = {float(each.labels["le"]): each.value for each in own if each.name.endswith("_bucket")}
    assert buckets == {edge: sum(seconds <= edge for seconds in told["times"]) for edge in buckets}
    assert buckets[float("inf")] == len(told["times"])
    total = value(families, "http_request_duration_seconds", "http_request_duration_seconds_sum", **POST)
    assert total == pytest.approx(sum(told["times"]), rel=1e-12)


def test_lanes_logs_and_connections_are_shown(families):
    assert value(families, "lane_requests_in_flight", "lane_requests_in_flight", lane="dear") == 1
    assert value(families, "lane_requests_waiting", "lane_requests_waiting", lane="dear") == 1
    assert value(families, "lane_requests_waiting", "lane_requests_waiting", lane="cheap") == 0
    assert value(families, "lane_requests_rejected", "lane_requests_rejected_total", lane="dear", reason="full") == 1
    assert value(families, "log_lines_dropped", "log_lines_dropped_total") == 7
    refused = "http_connections_refused"
    assert value(families, refused, f"{refused}_total", code="request-too-slow") == 1


def test_the_process_is_shown_under_the_names_of_all_clients(families):
    assert value(families, "process_resident_memory_bytes", "process_resident_memory_bytes") > 1e7
    assert value(families, "process_cpu_seconds", "process_cpu_seconds_total") > 0
    assert value(families, "process_start_time_seconds", "process_start_time_seconds") > 1.7e9


def test_promtool_finds_no_fault(told):
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("no promtool here (Debian: apt install prometheus)")
    done = subprocess.run([promtool, "check", "metrics"], input=told["text"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
