"""What clients of the interface say, checked before anything comes of it, and what they are told where it is wrong."""

import http.client

# The fields of inputs that are no texts. What is missing or unknown is told when the input is handled.
TYPES = {'code': int, 'marked': bool, 'on': dict, 'setting': dict, 'by': (str, int, dict),
         'workspace': (str, type(None)), 'running': (str, type(None))}


class Problem(Exception):
    """What is told of a request that can't be done."""

    def __init__(self, status, kind, detail):
        super().__init__(detail)
        self.status = status
        self.body = {'type': '#' + kind, 'title': http.client.responses[status].lower(), 'status': status,
                     'detail': detail}


def fields(value, **kinds):
    """Checks an object that has exactly these fields."""
    if not isinstance(value, dict) or set(value) != set(kinds):
        raise Problem(400, 'malformed', f'an object with the fields {", ".join(kinds)} is wanted')
    for name, kind in kinds.items():
        if not isinstance(value[name], kind) or kind is int and (value[name] is True or value[name] < 0):
            raise Problem(400, 'malformed', f'the field `{name}` is of another type')
    return value


def one(value, *kinds):
    """Takes an object apart whose only key says its kind."""
    if not isinstance(value, dict) or len(value) != 1 or kinds and next(iter(value)) not in kinds:
        raise Problem(400, 'malformed', 'an object whose only key says its kind is wanted')
    return next(iter(value.items()))


def read_input(body):
    """The kind of an input, and what it says."""
    kind, value = one(body, 'act', 'carrier', 'circumstance', 'answer')
    if kind == 'answer':
        return kind, fields(value, request=int, answer=(str, dict))
    _, inner = one(fields(value, id=int, act=dict)['act'] if kind == 'act' else value)
    if not isinstance(inner, dict):
        raise Problem(400, 'malformed', f'the fields of the {kind} are wanted')
    fields(inner, **{name: TYPES.get(name, str) for name in inner})
    return kind, value
