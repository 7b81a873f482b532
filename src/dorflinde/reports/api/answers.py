"""How Open311 GeoReport v2 answers: the same fields as JSON and as XML, mistakes with a code and a sentence."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl  # written, never read

from django.http import HttpResponse
from django.utils.xmlutils import SimplerXMLGenerator

Fields = Mapping[str, Any]
_NONE = AttributesImpl({})
_ALLOWED = {"\t", "\n", "\r"}


class Refusal(Exception):
    """A request that cannot be answered: the status of the answer and a sentence for whoever wrote the program."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description


@dataclass(frozen=True)
class Shape:
    """What a list and its entries are called in XML."""

    many: str
    one: str


SERVICES = Shape("services", "service")
REQUESTS = Shape("service_requests", "request")
UPDATES = Shape("service_requests_updates", "request_update")
ERRORS = Shape("errors", "error")
_CHILDREN = {"attributes": "attribute", "values": "value", "endpoints": "endpoint", "formats": "format"}


def several(rows: Sequence[Fields], shape: Shape, form: str, *, status: int = 200) -> HttpResponse:
    """Answer with a list: in JSON the bare array, in XML with the names of the shape."""
    if form == "json":
        return _json(list(rows), status)

    def write(xml: SimplerXMLGenerator) -> None:
        xml.startElement(shape.many, _NONE)
        for row in rows:
            _element(xml, shape.one, row)
        xml.endElement(shape.many)

    return _xml(write, status)


def single(fields: Fields, name: str, form: str) -> HttpResponse:
    """Answer with one thing."""
    if form == "json":
        return _json(fields, 200)
    return _xml(lambda xml: _element(xml, name, fields), 200)


def refused(refusal: Refusal, form: str) -> HttpResponse:
    """Answer with what is wrong."""
    told = [{"code": refusal.code, "description": refusal.description}]
    return several(told, ERRORS, form, status=refusal.code)


def _json(content: object, status: int) -> HttpResponse:
    return HttpResponse(json.dumps(content, ensure_ascii=False), content_type="application/json", status=status)


def _xml(write: Any, status: int) -> HttpResponse:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    write(xml)
    xml.endDocument()
    return HttpResponse(out.getvalue(), content_type="text/xml; charset=utf-8", status=status)


def _element(xml: SimplerXMLGenerator, name: str, value: Any) -> None:
    xml.startElement(name, _NONE)
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _element(xml, key, inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _element(xml, _CHILDREN.get(name, "value"), inner)
    elif value is not None:
        xml.characters(_text(value))
    xml.endElement(name)


def _text(value: object) -> str:
    """Return a value as XML writes it, without signs that XML knows no way to write."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "".join(sign for sign in str(value) if sign in _ALLOWED or (sign >= " " and sign not in "\ufffe\uffff"))
