"""Takes what the runner asks, as JSON, and does it; see ../run.ts for the other side.

A SystemExit, a MemoryError and whatever else a program raises ends here: nothing of it reaches the interpreter's own loop.
"""

import json

import errors
import app
import call
import program

encode_json = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
decode_json = json.JSONDecoder().decode

ACTIONS = {"program": program.run, "module": call.load, "app": app.load}


def serve(text):
    request = decode_json(text)
    try:
        return encode_json(act(request))
    except MemoryError:
        return '{"memory":true}'
    except RecursionError as error:
        return encode_json({"failed": {"name": "RecursionError", "message": errors.message_of(error)}})


def act(request):
    match request["do"]:
        case "load":
            return ACTIONS[request["as"]](request)
        case "call":
            return call.call(request)
        case "respond":
            return app.respond(request["request"])
