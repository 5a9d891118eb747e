"""Writes what MLflow's protocol buffers say of its REST interface, for systems/experiments.

Run: interop/.venv/bin/python interop/make_mlflow_interface.py
The definitions are MLflow's (Apache License 2.0, https://github.com/mlflow/mlflow, mlflow/protos).
"""

import json
from pathlib import Path

import mlflow
from google.protobuf.descriptor import FieldDescriptor as Field
from mlflow.protos import databricks_pb2, mlflow_artifacts_pb2, model_registry_pb2, service_pb2

TARGET = Path(__file__).parent.parent / "systems/experiments/src/interface/mlflow-interface.ts"

# Areas of addresses that are left out, by what their path holds. The rest is answered.
LEFT_OUT = {
    "gateway": "AI gateway",
    "traces": "traces",
    "trace": "traces",
    "assessments": "traces",
    "workspaces": "workspaces",
    "issues": "issues of traces",
    "label-schemas": "label schemas",
    "datasets": "evaluation data sets",
    "scorers": "scorers",
    "prompt-optimization": "prompt optimization",
    "review-queues": "review queues",
    "presigned": "presigned addresses",
    "presigned-upload-url": "presigned addresses",
    "presigned-download-url": "presigned addresses",
    "mpu": "uploads in parts",
    "unified-traces": "traces",
    "get-online-trace-details": "traces",
}

KINDS = {
    Field.TYPE_STRING: "string",
    Field.TYPE_INT64: "int64",
    Field.TYPE_INT32: "int32",
    Field.TYPE_BOOL: "bool",
    Field.TYPE_DOUBLE: "double",
    Field.TYPE_FLOAT: "float",
}

# What handlers of the server read from the query, though the message does not have it.
READ_BESIDE = {"GetLoggedModel": [{"name": "allow_deleted", "kind": "string"}]}

messages: dict[str, list[dict]] = {}
enums: dict[str, dict[str, int]] = {}


def name_of(descriptor) -> str:
    return descriptor.full_name.removeprefix("mlflow.")


def kind_of(field: Field) -> dict:
    if field.type == Field.TYPE_ENUM:
        enums[name_of(field.enum_type)] = {value.name: value.number for value in field.enum_type.values}
        return {"kind": "enum", "of": name_of(field.enum_type)}
    if field.type == Field.TYPE_MESSAGE:
        add(field.message_type)
        return {"kind": "message", "of": name_of(field.message_type)}
    return {"kind": KINDS[field.type]}


def add(descriptor) -> None:
    name = name_of(descriptor)
    if name in messages:
        return
    fields = messages[name] = []
    for field in descriptor.fields:
        entry = {"name": field.name}
        if field.json_name != field.name:
            entry["jsonName"] = field.json_name
        if field.type == Field.TYPE_MESSAGE and field.message_type.GetOptions().map_entry:
            entry["kind"] = "map"
            entry["value"] = kind_of(field.message_type.fields_by_name["value"])["kind"]
        else:
            entry |= kind_of(field)
            if field.is_repeated:
                entry["repeated"] = True
        if field.has_default_value and not field.is_repeated:
            default = field.default_value
            entry["default"] = field.enum_type.values_by_number[default].name if field.type == Field.TYPE_ENUM else default
        fields.append(entry)
    fields.extend(READ_BESIDE.get(name, []))


answered, left_out = [], []
for proto in (service_pb2, model_registry_pb2, mlflow_artifacts_pb2):
    for service in proto.DESCRIPTOR.services_by_name.values():
        for rpc in service.methods:
            for endpoint in rpc.GetOptions().Extensions[databricks_pb2.rpc].endpoints:
                path = "/" + endpoint.path.lstrip("/")
                area = next((LEFT_OUT[part] for part in path.split("/") if part in LEFT_OUT), None)
                address = {"method": endpoint.method, "version": endpoint.since.major, "path": path.replace("<path:artifact_path>", "{artifact_path}")}
                if area:
                    left_out.append(address | {"area": area})
                else:
                    add(rpc.input_type)
                    answered.append({"rpc": rpc.input_type.name.removesuffix("Request"), "message": name_of(rpc.input_type)} | address)

TARGET.parent.mkdir(parents=True, exist_ok=True)
HEADER = """// Written by interop/make_mlflow_interface.py from MLflow's protocol buffers (Apache License 2.0,
// https://github.com/mlflow/mlflow, mlflow/protos). Run that again instead of changing this.
import type { Interface } from './interface.ts';

export const mlflowInterface = """

TARGET.write_text(
    HEADER
    + json.dumps(
        {
            "mlflow": mlflow.__version__,
            "answered": answered,
            "leftOut": left_out,
            "messages": dict(sorted(messages.items())),
            "enums": dict(sorted(enums.items())),
        },
        indent=2,
    )
    + " as const satisfies Interface;\n"
)
print(f"{len(answered)} addresses answered, {len(left_out)} left out, {len(messages)} messages")
