"""Takes what the runner asks, as JSON, and does it; see ../run.ts for the other side.

A SystemExit, a MemoryError and whatever else a program raises ends here: nothing of it reaches the interpreter's own loop.
"""

import json.decoder
import json.encoder

import errors
import app
import call
import program

# The parts of json that are written in C: whatever a program makes of json or of built-in functions, these go on.
scan = json.decoder.JSONDecoder().scan_once
chunks = json.encoder.c_make_encoder(None, None, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, True)

ACTIONS = {"program": program.run, "module": call.load, "app": app.load}


def encode_json(value):
    return "".join(chunks(value, 0))


def serve(text):
    request, _end = scan(text, 0)
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
