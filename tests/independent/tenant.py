"""Runs a model: sends its effects, keeps its feed, its clock and the keys of inputs, and stores it against kills."""

import http.client
import json
import pickle
import re
import threading
import time
import urllib.parse

from messages import Problem
from model import Model

WIRE = 3                              # how long a response of a counterpart is waited for, in seconds of the wall


class Tenant:
    """One tenant. The lock is not held while anything waits."""

    def __init__(self, name, facts, counterparts, virtual):
        self.name, self.virtual, self.lock = name, virtual, threading.Condition()
        self.trunks = list(counterparts['trunks'])
        self.addresses = dict(counterparts['trunks'], **{k: v for k, v in counterparts.items() if k != 'trunks'})
        for address in self.addresses.values():
            if not re.fullmatch(r'http://[\w.-]+:\d{1,5}/\S*', address):
                raise ValueError(f'`{address}` is no address of HTTP')
        self.model, self.feed, self.keys, self.replies = Model(facts), [], {}, {}
        self.stored, self.epoch = pickle.dumps(self.model), self.model.epoch
        self.clock, self.busy, self.waiting, self.stopped, self.ticking = 0, 0, 0, False, False
        self.run = 0                                  # how often it was killed: what began before is let go

    # Its state

    def now(self):
        return self.clock if self.virtual else max(0, round((time.time() - self.epoch) * 10**6))

    def alive(self, run=None):
        """Refuses what can't be done while the tenant is stopped, or what began before it was."""
        if self.stopped or (run is not None and run != self.run):
            raise Problem(409, 'stopped', 'the tenant is stopped: start it again with POST …/restart first')

    def standing(self):
        return {'now': self.now(), 'next_due': self.model.next_due(), 'quiescent': self.busy == 0,
                'unanswered': self.waiting, 'events': len(self.feed)}

    # Effects

    def work(self, run, kind, body):
        """Handles an input, sends what follows from it, then handles each answer, until nothing is left."""
        inputs = [(kind, body)]
        while inputs:
            for effect in self.handle(run, *inputs.pop(0)):
                with self.lock:
                    self.alive(run)
                    if effect[0] == 'event':
                        self.feed.append(effect[1])
                    elif effect[0] == 'reply':
                        self.replies[effect[1]] = effect[2]
                    self.lock.notify_all()
                if effect[0] == 'request':
                    answer = self.send(*effect[1:])
                    if answer is not None:
                        inputs.append(('answer', {'request': effect[1], 'answer': answer}))

    def handle(self, run, kind, body):
        """The effects of an input, after the model is stored."""
        with self.lock:
            self.alive(run)
            try:
                effects = self.model.handle(self.now(), kind, body)
            except Exception as fault:
                self.model = pickle.loads(self.stored)          # nothing of it is kept
                raise Problem(400, 'malformed', f'this input makes no sense here: {fault!r}') from fault
            self.stored = pickle.dumps(self.model)
            return effects

    def send(self, ident, target, request, call=None):
        """A request to a counterpart; its answer, or None where it has none or has it later."""
        url = urllib.parse.urlsplit(self.addresses[target])
        headers = {'Content-Type': 'application/json', 'Spec911-Tenant': self.name}
        if call:
            headers['Spec911-Call'] = call
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=WIRE)
        try:
            connection.request('POST', url.path, json.dumps({'id': ident, 'request': request}).encode(), headers)
            response = connection.getresponse()
            body = response.read()
            if response.status == 200:
                return json.loads(body)['answer']
            return None if response.status in (202, 204) else {'failed': {'code': response.status}}
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
            return None                                         # the patience for it runs
        finally:
            connection.close()

    # Inputs

    def input(self, key, kind, body):
        """The response to an input: the same key again gets the same response."""
        with self.lock:
            self.alive()
            while known := self.keys.get(key):
                if known[0] != (kind, body):
                    raise Problem(409, 'key', 'this Idempotency-Key belongs to another input')
                if known[1] is not None:
                    return known[1]
                self.lock.wait(WIRE)
                self.alive()
            known = self.keys[key] = [(kind, body), None]
            self.busy, run = self.busy + 1, self.run
        try:
            response = self.settle(run, kind, body)
        except Problem:
            with self.lock:
                if self.keys.get(key) is known:       # what failed may be tried again
                    del self.keys[key]
                self.lock.notify_all()
            raise
        with self.lock:
            known[1] = response
            self.lock.notify_all()
        return response

    def settle(self, run, kind, body):
        """Does all of an input; the response to it, which for an act waits for the reply."""
        waits = False
        try:
            self.work(run, kind, body)
            waits = kind == 'act' and body['id'] not in self.replies
        finally:
            with self.lock:
                if run == self.run:
                    self.busy, self.waiting = self.busy - 1, self.waiting + waits
                    self.lock.notify_all()
        with self.lock:
            while kind == 'act' and (body['id'] not in self.replies or (waits and self.busy)):
                self.alive(run)
                self.lock.wait()
            self.alive(run)
            self.waiting -= waits
            response = {'reply': self.replies.pop(body['id'])} if kind == 'act' else {}
            if self.virtual:
                response['standing'] = self.standing()
            return response

    # Time

    def tick(self):
        """Does what is due now."""
        with self.lock:
            self.busy, run = self.busy + 1, self.run
        try:
            while (due := self.model.next_due()) is not None and due <= self.now():
                self.work(run, 'timers', None)
        finally:
            with self.lock:
                self.busy, self.ticking = self.busy - (run == self.run), False
                self.lock.notify_all()

    def begins_tick(self):
        """Whether something is due by the wall's clock that nobody does yet: whoever is told so does it."""
        with self.lock:
            due = self.model.next_due()
            begins = not self.stopped and not self.ticking and due is not None and due <= self.now()
            self.ticking = self.ticking or begins
            return begins

    def advance(self, to):
        """The harness moves the clock, not past what is due."""
        with self.lock:
            self.alive()
            due = self.model.next_due()
            if to < self.clock or (due is not None and to > max(due, self.clock)):
                raise Problem(409, 'clock', f'the clock stands at {self.clock} and the next timer is due at {due}')
            self.clock = to
        self.tick()

    # A kill

    def kill(self):
        """Stops at once, whatever was under way."""
        with self.lock:
            self.stopped, self.run, self.busy, self.waiting, self.ticking = True, self.run + 1, 0, 0, False
            self.replies, self.keys = {}, {k: v for k, v in self.keys.items() if v[1] is not None}
            self.lock.notify_all()

    def restart(self, now):
        """Begins again with what was stored."""
        with self.lock:
            if not self.stopped:
                raise Problem(409, 'running', 'the tenant runs already')
            self.model, self.stopped, self.clock = pickle.loads(self.stored), False, now
