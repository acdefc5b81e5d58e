#!/usr/bin/env python3
"""A small calling system behind the deployment interface of spec911: it does what the scenarios tagged @slice ask for.

Usage: deployment.py [--listen 127.0.0.1:8477] [--level A|C] [--until-eof]

It was written from the documents alone: the guide (docs/certify-a-deployment.md), docs/deployment-interface.yaml,
docs/steps.md, docs/trace.md and what the program says. Python 3.10 and its standard library are all it needs.

`model.py` is a tenant as a pure function, with `agents.py`, `calls.py` and `work.py`; `tenant.py` is what stands
around it: effects, feed, clock, keys, kills; `messages.py` checks what comes in. This file is the HTTP around them.
"""

import argparse
import http.client
import http.server
import json
import re
import sys
import threading
import time
import traceback
import urllib.parse

from messages import Problem, fields, read_input
from tenant import Tenant

LARGEST = 2**24                       # the largest body that is read, in bytes
LONGEST = 30000                       # how long a reader of the feed may wait, in milliseconds
PAGE = 100                            # how many events a page of the feed holds
LOOK = 0.005                          # how often it is looked at what is due by the wall's clock, in seconds
LACKING = {'A': ('clock', 'events'), 'C': ()}


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version, disable_nagle_algorithm = 'HTTP/1.1', True

    def do_GET(self):
        """Answers any request: what is wrong with it is a problem, a fault of ours as well."""
        try:
            size = self.headers.get('Content-Length', '0')
            if 'Transfer-Encoding' in self.headers or not size.isdigit() or int(size) > LARGEST:
                self.close_connection = True
                raise Problem(411, 'malformed', f'a Content-Length of at most {LARGEST} bytes is needed')
            self.answer(*self.route(self.rfile.read(int(size))))
        except Problem as problem:
            self.refuse(problem)
        except OSError:
            self.close_connection = True
        except Exception as fault:
            traceback.print_exc()
            self.refuse(Problem(500, 'other', repr(fault)))

    do_PUT = do_POST = do_DELETE = do_GET

    def send_error(self, code, message=None, explain=None):
        self.close_connection = True
        self.refuse(Problem(code, 'malformed', message or 'this is no request that is understood'))

    def log_message(self, form, *args):
        """Requests are not logged."""

    def refuse(self, problem):
        self.answer(problem.status, problem.body, 'application/problem+json')

    def answer(self, status, body=None, kind='application/json'):
        """Sends a response in one write, so that nothing waits for an acknowledgement."""
        data = b'' if body is None else json.dumps(body).encode()
        head = [f'HTTP/1.1 {status} {http.client.responses[status]}', f'Date: {self.date_time_string()}']
        head += [f'Content-Type: {kind}'] if data else []
        head += [f'Content-Length: {len(data)}'] if status != 204 else []
        head += ['Connection: close'] if self.close_connection else []
        self.wfile.write('\r\n'.join(head + ['', '']).encode() + data)

    # Which operation is asked for

    def route(self, raw):
        """Does the operation that the method and the path name; its status and what it says."""
        path, _, query = self.path.partition('?')
        if path.rstrip('/') == '/v1' and self.command == 'GET':
            return 200, {'interface': 'spec911-deployment', 'version': '1', 'level': self.server.level,
                         'product': 'a small calling system in Python'}
        found = re.fullmatch(r'/v1/tenants/([A-Za-z0-9-]{1,64})(?:/([a-z]+))?', path)
        if not found:
            raise Problem(404, 'not-found', f'nothing is at {path}')
        name, part = found.groups()
        way = f'{self.command.lower()}_{part or "tenant"}'
        if not hasattr(self, way):
            raise Problem(404, 'not-found', f'{self.command} is nothing for {path}')
        tenant = self.server.tenants.get(name)
        if not tenant and way not in ('put_tenant', 'delete_tenant'):
            raise Problem(404, 'unknown-tenant', f'no tenant is called `{name}`: set it up with PUT first')
        if part in LACKING[self.server.level]:
            raise Problem(404, 'not-found', f'there is no {part} at this level')
        body = self.body(raw) if self.command in ('PUT', 'POST') and part != 'kill' else None
        if way in ('put_tenant', 'delete_tenant'):
            return getattr(self, way)(name, body)
        return getattr(self, way)(tenant, dict(urllib.parse.parse_qsl(query)) if part == 'events' else body)

    def body(self, raw):
        try:
            return json.loads(raw.decode())
        except (ValueError, RecursionError) as fault:
            raise Problem(400, 'malformed', f'the body is no JSON: {fault}') from fault

    # The operations

    def put_tenant(self, name, body):
        fields(body, facts=list, counterparts=dict)
        fields(body['counterparts'], direct=str, trunks=dict, mail=str, presence=str, numbers=str, location=str)
        try:
            tenant = Tenant(name, body['facts'], body['counterparts'], self.server.level == 'C')
        except Exception as fault:
            raise Problem(400, 'set-up', f'a tenant can not be set up so: {fault!r}') from fault
        self.delete_tenant(name)
        self.server.tenants[name] = tenant
        return 201, self.get_tenant(tenant)[1]

    def delete_tenant(self, name, _=None):
        gone = self.server.tenants.pop(name, None)
        if gone:
            gone.kill()
        return 204,

    def get_tenant(self, tenant, _=None):
        return 200, {'emergency_destination': tenant.addresses['direct'],
                     'trunks': {trunk: tenant.addresses[trunk] for trunk in tenant.trunks}}

    def post_inputs(self, tenant, body):
        key = self.headers.get('Idempotency-Key', '')
        if not re.fullmatch('[!-~]{1,255}', key):
            raise Problem(400, 'key', 'an Idempotency-Key of 1 to 255 visible characters is needed')
        return 200, tenant.input(key, *read_input(body))

    def post_questions(self, tenant, body):
        if not isinstance(body, list):
            raise Problem(400, 'malformed', 'a list of questions is wanted')
        with tenant.lock:
            tenant.alive()
            try:
                return 200, [tenant.model.read(question) for question in body]
            except (KeyError, ValueError, TypeError, AttributeError) as fault:
                raise Problem(400, 'malformed', f'a question makes no sense: {fault!r}') from fault

    def get_events(self, tenant, query):
        after, wait = query.get('after', ''), query.get('wait', '0')
        if not after.isdigit() or not wait.isdigit():
            raise Problem(400, 'malformed', '`after` and `wait` are whole numbers')
        after = int(after)
        with tenant.lock:
            tenant.alive()
            tenant.lock.wait_for(lambda: len(tenant.feed) > after or tenant.stopped, min(int(wait), LONGEST) / 1e3)
            return 200, {'first': after + 1, 'events': tenant.feed[after:after + PAGE]}

    def get_clock(self, tenant, _=None):
        with tenant.lock:
            tenant.alive()
            return 200, tenant.standing()

    def post_clock(self, tenant, body):
        tenant.advance(fields(body, to=int)['to'])
        return self.get_clock(tenant)

    def post_canaries(self, tenant, body):
        fields(body, path=str, number=str)
        if body['path'] not in ['direct'] + tenant.trunks:
            raise Problem(404, 'path', f"there is no path `{body['path']}`")
        with tenant.lock:
            tenant.alive()
            ident = tenant.model.mint()
        name = f'canary-{ident}'
        tenant.send(ident, body['path'], {'place-leg': {
            'leg': name, 'call': name, 'path': body['path'], 'from': None, 'to': body['number'], 'location': None,
            'declared': None}}, name)
        return 204,

    def post_kill(self, tenant, _):
        tenant.kill()
        return 204,

    def post_restart(self, tenant, body):
        tenant.restart(fields(body, now=int)['now'])
        return 200, tenant.standing() if tenant.virtual else {}


class Server(http.server.ThreadingHTTPServer):
    """All tenants."""

    daemon_threads, request_queue_size = True, 128

    def __init__(self, address, level):
        super().__init__(address, Handler)
        self.level, self.tenants = level, {}
        if level != 'C':
            threading.Thread(target=self.run_clocks, daemon=True).start()

    def handle_error(self, request, client_address):
        """A client that goes away is no fault of ours."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def run_clocks(self):
        """By the wall's clock, what is due is done by itself."""
        while True:
            for tenant in list(self.tenants.values()):
                if tenant.begins_tick():
                    threading.Thread(target=self.tick, args=(tenant,), daemon=True).start()
            time.sleep(LOOK)

    def tick(self, tenant):
        try:
            tenant.tick()
        except Problem:
            pass                                      # it was stopped meanwhile

    def end_with_input(self):
        """Ends when standard input does."""
        sys.stdin.buffer.read()
        self.shutdown()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--listen', default='127.0.0.1:8477', help='host and port; with port 0 the machine chooses one')
    parser.add_argument('--level', choices='AC', default='C',
                        help='C: the harness moves the clock; A: nobody does')
    parser.add_argument('--until-eof', action='store_true', help='end when standard input ends')
    args = parser.parse_args()
    host, port = args.listen.rsplit(':', 1)
    server = Server((host, int(port)), args.level)
    if args.until_eof:
        threading.Thread(target=server.end_with_input, daemon=True).start()
    print(f'serving at http://{host}:{server.server_port}/v1', flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == '__main__':
    main()
