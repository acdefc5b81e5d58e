#!/usr/bin/env python3
"""A small calling system behind the deployment interface, in the standard library alone.

It follows docs/certify-a-deployment.md and docs/deployment-interface.yaml and does what the `@slice` scenarios ask for. It prints
`serving at ADDRESS` and runs until it is killed.
"""

import json
import re
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOUR = 3_600_000_000
PATIENCE = 5_000_000
UNITS = {"h": 3_600_000_000, "min": 60_000_000, "s": 1_000_000, "ms": 1_000, "tick": 1, "ticks": 1}
TRY_NEXT = {408, 503, 504}
RANK = ["low", "normal", "high", "urgent", "emergency"]
ORDINARY = ["device-settings", "end-call", "hold", "transfer", "consult", "add-participant", "keypad", "recording", "notes", "assistance"]
LIKE_US = {"GU", "VI", "MP", "AS"}
# Counterparts are called at the addresses of the set-up, whatever proxy the environment names.
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def span(text):
    words = text.split()
    return sum(int(count) * UNITS[unit] for count, unit in zip(words[::2], words[1::2]))


def kind(message):
    """The kind of a message and what it holds."""
    return (message, None) if isinstance(message, str) else next(iter(message.items()))


class Refused(Exception):
    def __init__(self, status, title, detail):
        super().__init__(detail)
        self.problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}


class Tenant:
    """State, and one function: handle(input) appends effects to `self.out`."""

    def __init__(self, set_up):
        self.to = set_up["counterparts"]
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.now, self.feed, self.out, self.ids, self.sending = 0, [], [], 0, 0
        self.replies, self.kept, self.unanswered, self.alive = {}, {}, set(), True
        self.plans, self.records, self.calling_plan, self.routes = {}, {}, {}, []
        self.direct_routing, self.admits, self.quarantine = False, set(), 0
        self.agents, self.calls, self.legs, self.leases, self.offers, self.waiting = {}, {}, {}, {}, {}, {}
        self.queue, self.started, self.stored, self.inputs = [], False, None, []
        for fact in set_up["facts"]:
            self.fact(*next(iter(fact.items())))
        self.routes.sort(key=lambda route: route["place"])
        for agent in self.agents.values():
            agent["presence"] = [agent["presence"][0], agent["presence"][1]]

    # -- facts ------------------------------------------------------------------------------------------------

    def fact(self, key, fact):
        names = lambda text: [] if text == "none" else text.split(",")
        agent = self.agents.get(fact.get("agent"))
        if key == "number_plan":
            self.plans[fact["territory"]] = set(names(fact["feature"]))
        elif key == "presence_record":
            self.records[fact["record"]] = fact["base"]
        elif key == "calling_plan_number":
            self.calling_plan[fact["number"]] = fact["rights"] == "that makes calls"
        elif key == "direct_routing":
            self.direct_routing = fact["state"] == "on"
        elif key == "voice_route":
            self.routes.append({"place": int(fact["place"]), "pattern": re.compile(fact["pattern"], re.ASCII), "trunks": names(fact["trunks"])})
        elif key == "queue" and fact["dnd"] == "admits":
            self.admits.add(fact["name"])
        elif key == "number_pool":
            self.quarantine = span(fact["quarantine"])
        elif key == "waiting":
            for place in range(int(fact["place"]), int(fact["place"]) + int(fact["count"])):
                self.enqueue(f"{fact['queue']}-{place}", fact["queue"], fact["kind"], fact["priority"], place)
        elif key == "agent":
            self.agents[fact["agent"]] = {
                "country": fact["country"], "from": None, "profile": True, "limit": 1, "used": 0, "queues": set(), "contacts": "",
                "presence": ("Available", "system"), "before": None, "wraps": False, "wrapping": False, "panel": None, "rows": [],
            }
        elif agent is not None:
            if key == "originating_number":
                agent["from"] = fact["number"]
            elif key == "outbound_profile":
                agent["profile"] = fact["link"] == "linked"
            elif key == "capacity":
                agent["limit"], agent["used"] = int(fact["limit"]), int(fact["used"])
            elif key == "serves":
                agent["queues"].add(fact["queue"])
            elif key == "contacts":
                agent["contacts"] = fact["list"]
            elif key == "presence":
                agent["presence"] = (fact["record"], fact["setter"])
            elif key == "wrap_up":
                agent["wraps"] = fact["state"] == "on"

    def kill(self):
        """What is under way is lost, and nobody waits for it any more."""
        with self.changed:
            self.alive = False
            self.changed.notify_all()

    # -- effects ----------------------------------------------------------------------------------------------

    def name(self, noun):
        self.ids += 1
        return f"{noun}-{self.ids}"

    def event(self, event):
        self.out.append(("event", event))

    def request(self, to, request):
        self.ids += 1
        self.out.append(("request", to, self.ids, request))
        return self.ids

    def reply(self, act, reply):
        self.out.append(("reply", act, reply))

    def set_presence(self, name, record, setter):
        agent = self.agents[name]
        if agent["presence"] == [record, setter]:
            return
        agent["presence"] = [record, setter]
        agent["rows"].append({"kind": "presence-history", "call": None, "text": record})
        presence = {"record": record, "base": self.records.get(record, record)}
        self.event({"presence": {"agent": name, "presence": presence, "setter": setter}})
        self.request(self.to["presence"], {"write-presence": {"agent": name, "presence": presence}})

    def base(self, name):
        record = self.agents[name]["presence"][0]
        return self.records.get(record, record)

    def record_of(self, base):
        return next((record for record, on in self.records.items() if on == base), base)

    def emergency(self, name):
        """The live legs of an agent's emergency conversation: calls and accepted callbacks."""
        calls = [call for call in self.calls.values() if call["agent"] == name and call["emergency"] and call["live"]]
        return calls + [o for o in self.offers.values() if o["agent"] == name and o["kind"] == "callback" and o["state"] == "connected"]

    def ordinary(self, name):
        calls = [call for call in self.calls.values() if call["agent"] == name and not call["emergency"] and call["live"]]
        return calls + [o for o in self.offers.values() if o["agent"] == name and o["kind"] != "callback" and o["state"] == "connected"]

    def show(self):
        """Panels and forms as they now have to be."""
        for name, agent in self.agents.items():
            controls, alert = [], None
            if self.emergency(name):
                controls, alert = ["device-settings", "end-call"], "emergency-call"
            elif self.ordinary(name):
                controls = ORDINARY
            if agent["panel"] != (controls, alert) and (agent["panel"] is not None or controls):
                self.event({"panel": {"agent": name, "controls": sorted(controls, key=ORDINARY.index), "alert": alert}})
                agent["panel"] = (controls, alert)

    # -- dial -------------------------------------------------------------------------------------------------

    def dial(self, act, name, dialled):
        self.waiting[self.request(self.to["location"], {"locate": {"agent": name}})] = ("location", act, name, dialled, self.now + PATIENCE)

    def located(self, act, name, dialled, answer):
        what, fields = kind(answer)
        country = fields["country"] if what == "located" else None
        territory = "US" if country in LIKE_US else country
        agent, digits = self.agents[name], re.sub(r"[\s().-]", "", dialled)
        everywhere = set().union(*self.plans.values())
        if digits not in (everywhere if country is None else self.plans.get(territory, everywhere) or everywhere):
            return self.dial_ordinary(act, name, dialled)
        if country is None:
            return self.refuse(act, "location_unavailable", "Your location is not known, so no emergency call can be made.")
        if not self.plans.get(territory):
            return self.refuse(act, "unsupported_country", "Emergency calls are not supported in your country.")
        if not agent["profile"]:
            return self.refuse(act, "no_outbound_profile", "You have no outbound profile, so no emergency call can be made.")
        paths = self.trunks(digits)
        if not paths and any(self.calling_plan.values()) and (self.direct_routing or self.calling_plan.get(agent["from"])):
            paths = ["direct"]
        if not paths:
            return self.refuse(act, "no_emergency_path", "There is no path to an emergency service.")
        if self.emergency(name):
            return self.refuse(act, "emergency_in_progress", "An emergency call is in progress.")
        call = self.name("call")
        self.calls[call] = {
            "agent": name, "emergency": True, "dialled": dialled, "at": self.now, "country": territory, "paths": paths, "leg": None,
            "number": None, "live": True, "path": None,
        }
        self.withdraw(name)
        self.begin_conversation(name)
        self.waiting[self.request(self.to["numbers"], {"lease-number": {"agent": name, "call": call}})] = ("number", call, self.now + PATIENCE)
        self.reply(act, {"dial-accepted": {"call": call}})

    def refuse(self, act, reason, sentence):
        self.reply(act, {"dial-refused": {"reason": reason, "sentence": sentence}})

    def trunks(self, digits):
        matching = [route for route in self.routes if self.direct_routing and route["pattern"].search(digits)]
        return [trunk for route in matching for trunk in route["trunks"]]

    def dial_ordinary(self, act, name, dialled):
        agent = self.agents[name]
        paths = self.trunks(dialled) or (["direct"] if self.calling_plan.get(agent["from"]) else [])
        if not paths:
            return self.refuse(act, "not_reachable", "This number can't be reached.")
        call = self.name("call")
        self.calls[call] = {
            "agent": name, "emergency": False, "dialled": dialled, "at": self.now, "country": None, "paths": paths, "leg": None,
            "number": None, "live": True, "path": None,
        }
        agent["used"] += 1
        self.place(call)
        self.ordinary_presence(name)
        self.reply(act, {"dial-accepted": {"call": call}})

    def begin_conversation(self, name):
        agent = self.agents[name]
        if agent["before"] is None:
            agent["before"] = list(agent["presence"])
        if self.base(name) != "busy-dnd":
            self.set_presence(name, self.record_of("busy-dnd"), "system")

    def leased(self, call, number):
        at = self.calls[call]
        at["number"] = number
        if number is not None:
            self.leases[number] = {"call": call, "agent": at["agent"], "end": at["at"] + HOUR, "rests": None}
        if at["live"]:
            self.place(call)
            self.notify(call)

    def place(self, name):
        call = self.calls[name]
        path, leg = call["paths"].pop(0), self.name("leg")
        call["leg"], call["path"], self.legs[leg] = leg, path, name
        number = call["number"] if call["emergency"] else self.agents[call["agent"]]["from"]
        request = {"leg": leg, "call": name, "path": path, "from": number, "to": call["dialled"], "location": call["country"]}
        self.request(self.carrier(path), {"place-leg": request})

    def carrier(self, path):
        return self.to["direct"] if path == "direct" else self.to["trunks"][path]

    def notify(self, name):
        call = self.calls[name]
        agent = self.agents[call["agent"]]
        valid = [a.strip() for a in agent["contacts"].split(";") if re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+", a.strip())]
        if not valid:
            return
        text = f"{call['agent']} has made an emergency call. Callback number: {call['number']}."
        mail = {
            "message": f"<{name}.dial@example.com>", "call": name, "kind": "dial", "agent": call["agent"],
            "sender": f"{call['agent']}@example.com", "recipients": list(dict.fromkeys(valid)),
            "named": list(dict.fromkeys(valid)), "headers": {},
            "subject": "Emergency call", "text": text, "html": f"<p>{text}</p>",
        }
        self.request(self.to["mail"], {"submit-mail": {"mail": mail}})

    # -- the end of a call ------------------------------------------------------------------------------------

    def over(self, name, hang_up):
        call = self.calls[name]
        if not call["live"]:
            return
        call["live"] = False
        if hang_up and call["leg"]:
            self.request(self.carrier(call["path"]), {"close-leg": {"leg": call["leg"], "call": name}})
        if call["emergency"]:
            self.conversation_over(call["agent"])
        else:
            self.store(call["agent"], name, call["dialled"])
            self.work_over(call["agent"])
        self.assign()

    def conversation_over(self, name):
        agent = self.agents[name]
        if not self.emergency(name) and agent["before"] is not None:
            (record, setter), agent["before"] = agent["before"], None
            self.set_presence(name, record, setter)

    def store(self, name, call, text):
        self.agents[name]["rows"] += [{"kind": kind, "call": call, "text": text} for kind in ("history", "activity")]

    def work_over(self, name):
        agent = self.agents[name]
        agent["used"] = max(0, agent["used"] - 1)
        agent["wrapping"] = agent["wraps"]
        if not agent["wrapping"]:
            self.ordinary_presence(name)

    def ordinary_presence(self, name):
        """Capacity decides, where the agent did not choose to be away."""
        agent = self.agents[name]
        if self.emergency(name) or self.base(name) in ("away", "offline") or self.base(name) == "busy-dnd" and agent["presence"][1] == "agent":
            return
        free = agent["used"] == 0 and not agent["wrapping"]
        base = "available" if free else "busy" if agent["used"] < agent["limit"] else "busy-dnd"
        if self.base(name) != base:
            self.set_presence(name, self.record_of(base), "system")

    # -- work and callbacks -----------------------------------------------------------------------------------

    def enqueue(self, item, queue, kind, priority, place):
        offer = {"offer": self.name("offer"), "item": item, "queue": queue, "kind": kind, "priority": priority, "place": place, "agent": None, "state": "queued"}
        self.offers[offer["offer"]] = offer
        self.queue.append(offer)

    def told(self, offer, state, agent):
        offer["state"] = state
        fact = {"offer": offer["offer"], "state": state, "kind": offer["kind"], "priority": offer["priority"], "caller": offer["item"], "call": None}
        self.event({"offer": {"agent": agent, "offer": fact}})

    def alerting(self, name):
        return [offer for offer in self.offers.values() if offer["agent"] == name and offer["state"] == "offered"]

    def assign(self):
        for name, agent in self.agents.items():
            if self.alerting(name) or self.emergency(name) or agent["wrapping"] or agent["used"] >= agent["limit"]:
                continue
            base = self.base(name)
            for offer in sorted(self.queue, key=lambda o: (-RANK.index(o["priority"]), o["place"])):
                free = base in ("available", "busy") or base == "busy-dnd" and offer["queue"] in self.admits
                if offer["queue"] in agent["queues"] and free:
                    self.queue.remove(offer)
                    offer["agent"] = name
                    self.told(offer, "offered", name)
                    break

    def withdraw(self, name):
        for offer in self.alerting(name):
            if offer["kind"] != "callback":
                self.told(offer, "withdrawn", name)
                offer["agent"], offer["state"] = None, "queued"
                self.queue.append(offer)

    def inbound(self, inbound, number):
        lease = self.leases.get(number)
        if lease is None or lease["rests"] is not None:
            return self.request(self.to["direct"], {"treat": {"inbound": inbound, "treatment": "not-in-service"}})
        self.withdraw(lease["agent"])
        self.request(self.to["direct"], {"treat": {"inbound": inbound, "treatment": "ringing"}})
        offer = {"offer": self.name("offer"), "item": inbound, "queue": None, "kind": "callback", "priority": "emergency", "place": 0, "agent": lease["agent"], "state": "offered"}
        self.offers[offer["offer"]] = offer
        self.told(offer, "offered", lease["agent"])

    def accept(self, act, name, offer):
        offer = self.offers.get(offer)
        if offer is None or offer["agent"] != name or offer["state"] != "offered":
            return self.reply(act, {"refused": {"reason": "control_not_available"}})
        self.told(offer, "connected", name)
        if offer["kind"] == "callback":
            self.request(self.to["direct"], {"treat": {"inbound": offer["item"], "treatment": {"to-agent": name}}})
            self.begin_conversation(name)
        else:
            self.agents[name]["used"] += 1
            self.ordinary_presence(name)
        self.reply(act, "done")

    def finished(self, offer, by_us):
        name = offer["agent"]
        was, ended = offer["state"], "ended" if offer["state"] == "connected" else "withdrawn"
        self.told(offer, ended, name)
        if offer["kind"] == "callback":
            if by_us:
                self.request(self.to["direct"], {"treat": {"inbound": offer["item"], "treatment": "closed"}})
            self.conversation_over(name)
        elif was == "connected":
            self.store(name, None, offer["item"])
            self.work_over(name)
        self.assign()

    # -- inputs -----------------------------------------------------------------------------------------------

    def handle(self, message):
        what, fields = kind(message)
        if what == "act":
            self.act(fields["id"], *kind(fields["act"]))
        elif what == "carrier":
            self.carrier_event(*kind(fields))
        elif what == "answer":
            self.answer(fields["request"], fields["answer"])
        elif what == "tick":
            self.tick()
        self.show()

    def act(self, act, what, f):
        name = f.get("agent")
        if what in ("save", "draft", "supervise", "session", "resume", "decline", "try-control") or name not in self.agents:
            self.reply(act, {"refused": {"reason": "not_permitted"}})
        elif what == "dial":
            self.dial(act, name, f["dialled"])
        elif what == "end-call":
            call = self.calls.get(f["call"])
            if call is None or call["agent"] != name or not call["live"]:
                return self.reply(act, {"refused": {"reason": "control_not_available"}})
            self.over(f["call"], True)
            self.reply(act, "done")
        elif what == "accept":
            self.accept(act, name, f["offer"])
        elif what == "finish":
            self.finished(self.offers[f["offer"]], True)
            self.reply(act, "done")
        elif what == "close-wrap-up":
            self.agents[name]["wrapping"] = False
            self.ordinary_presence(name)
            self.assign()
            self.reply(act, "done")
        elif what == "choose-presence":
            if self.emergency(name):
                return self.reply(act, {"refused": {"reason": "presence_locked"}})
            self.set_presence(name, f["record"], "agent")
            self.assign()
            self.reply(act, "done")

    def carrier_event(self, what, f):
        name = self.legs.get(f.get("leg"))
        if what == "leg-outcome" and name is not None and f["code"] >= 300:
            call = self.calls[name]
            if not call["live"] or call["leg"] != f["leg"]:
                return
            on_trunk = call["path"] != "direct"
            if on_trunk and f["code"] in TRY_NEXT and call["paths"]:
                return self.place(name)
            if on_trunk and f["code"] in TRY_NEXT:
                self.event({"incident": {"incident": {"kind": "route_failure", "fields": {"call": name}}}})
            self.event({"dial-failed": {"agent": call["agent"], "call": name, "reason": "route_failure" if on_trunk else "rejected"}})
            self.over(name, False)
        elif what == "leg-closed" and name is not None:
            self.over(name, False)
        elif what == "inbound-arrives":
            self.inbound(f["inbound"], f["to"])
        elif what == "inbound-closed":
            for offer in [o for o in self.offers.values() if o["item"] == f["inbound"] and o["state"] in ("offered", "connected")]:
                self.finished(offer, False)
        elif what == "work-arrives":
            place = 1 + max((o["place"] for o in self.offers.values()), default=0)
            self.enqueue(f["item"], f["queue"], f["kind"], f["priority"], place)
            self.assign()

    def answer(self, request, answer):
        waited = self.waiting.pop(request, None)
        if waited is None:
            return
        if waited[0] == "location":
            self.located(*waited[1:4], answer)
        else:
            what, fields = kind(answer)
            self.leased(waited[1], fields["number"] if what == "leased" else None)

    def due(self):
        timers = [waited[-1] for waited in self.waiting.values()]
        for lease in self.leases.values():
            timers.append(lease["end"] + 1 if lease["rests"] is None else lease["rests"])
        return min(timers + ([] if self.started else [0]), default=None)

    def tick(self):
        if not self.started:
            self.started = True
            self.assign()
        for request, waited in [(r, w) for r, w in self.waiting.items() if w[-1] <= self.now]:
            self.answer(request, "not-located")
        for number, lease in list(self.leases.items()):
            if lease["rests"] is None and lease["end"] < self.now:
                lease["rests"] = self.now + self.quarantine
                self.request(self.to["numbers"], {"expire-number": {"number": number}})
            elif lease["rests"] is not None and lease["rests"] <= self.now:
                del self.leases[number]
                self.request(self.to["numbers"], {"release-number": {"number": number}})

    def read(self, question):
        what, name = kind(question)
        agent = self.agents.get(name)
        if what == "incidents" or agent is None:
            return {"incidents": []}
        if what == "presence":
            record, setter = agent["presence"]
            return {"presence": {"presence": {"record": record, "base": self.records.get(record, record)}, "setter": setter}}
        if what == "offers":
            live = [o for o in self.offers.values() if o["agent"] == name and o["state"] in ("offered", "connected")]
            return {"offers": [{"offer": o["offer"], "state": o["state"], "kind": o["kind"], "priority": o["priority"], "caller": o["item"], "call": None} for o in live]}
        if what == "panel":
            controls, alert = agent["panel"] or ([], None)
            return {"panel": {"controls": controls, "alert": alert}}
        return {"form": []} if what == "form" else {"store": agent["rows"]}


class Deployment:
    """Tenants behind addresses: the order in which effects leave, clocks, kill and restart."""

    def __init__(self):
        self.tenants = {}

    def tenant(self, name, stopped=False):
        if name not in self.tenants:
            raise Refused(404, "no tenant has this name", f"no tenant is called {name}")
        tenant = self.tenants[name]
        if not tenant.alive and not stopped:
            raise Refused(409, "the tenant is stopped", f"{name} was killed")
        return tenant

    def send(self, name, to, ident, request):
        what, fields = kind(request)
        headers = {"content-type": "application/json", "spec911-tenant": name}
        call = fields.get("call") or (fields.get("mail") or {}).get("call")
        if call:
            headers["spec911-call"] = call
        body = json.dumps({"id": ident, "request": request}).encode()
        try:
            with DIRECTLY.open(urllib.request.Request(to, body, headers), timeout=6) as response:
                return json.load(response)["answer"] if response.status == 200 else None
        except (urllib.error.URLError, OSError):
            return None

    def work(self, name, tenant, message):
        """Handles an input, which the caller has counted in `sending`, and everything that follows from it."""
        with tenant.lock:
            tenant.inputs.append((tenant.now, message))
            tenant.handle(message)
        answers, replies = [], []
        while True:
            with tenant.lock:
                if not tenant.alive:
                    break
                if not tenant.out:
                    if not answers:
                        break
                    tenant.inputs.append((tenant.now, answers[0]))
                    tenant.handle(answers.pop(0))
                    continue
                effect = tenant.out.pop(0)
                if effect[0] == "event":
                    tenant.feed.append(effect[1])
                elif effect[0] == "reply":
                    replies.append(effect[1:])
            if effect[0] == "request":
                answer = self.send(name, *effect[1:])
                if answer is not None:
                    answers.append({"answer": {"request": effect[2], "answer": answer}})
        with tenant.lock:
            tenant.sending -= 1
            for act, reply in replies:
                tenant.replies[act] = reply
                tenant.unanswered.discard(act)
            tenant.changed.notify_all()

    def standing(self, tenant):
        with tenant.lock:
            return {"now": tenant.now, "next_due": tenant.due(), "quiescent": not tenant.sending, "unanswered": len(tenant.unanswered), "events": len(tenant.feed)}

    def input(self, name, key, message):
        tenant = self.tenant(name)
        if not key:
            raise Refused(400, "a header is missing", "Idempotency-Key")
        with tenant.lock:
            if key in tenant.kept:
                before, response = tenant.kept[key]
                if before != message or response is None:
                    raise Refused(409, "the key is in use", key)
                return response
            tenant.kept[key] = (message, None)
            # From the moment in which an act is counted the tenant is not at rest.
            tenant.sending += 1
            what, fields = kind(message)
            if what == "act":
                tenant.unanswered.add(fields["id"])
        self.work(name, tenant, message)
        response = {}
        if what == "act":
            with tenant.changed:
                tenant.changed.wait_for(lambda: fields["id"] in tenant.replies or not tenant.alive)
                if fields["id"] not in tenant.replies:
                    raise Refused(409, "the tenant is stopped", f"{name} was killed")
                response["reply"] = tenant.replies[fields["id"]]
        response["standing"] = self.standing(tenant)
        tenant.kept[key] = (message, response)
        return response

    def advance(self, name, to):
        tenant = self.tenant(name)
        with tenant.lock:
            due = tenant.due()
            if to < tenant.now or due is not None and to > max(due, tenant.now):
                raise Refused(409, "the clock can't be moved there", f"it is {tenant.now}, and a timer is due at {due}")
            tenant.now = to
            is_due = due is not None and due <= to
            tenant.sending += is_due
        if is_due:
            self.work(name, tenant, "tick")
        return self.standing(tenant)

    def restart(self, name, now):
        old = self.tenant(name, stopped=True)
        tenant = Tenant(old.stored)
        for at, message in old.inputs:
            tenant.now = at
            tenant.handle(message)
        tenant.out, tenant.feed, tenant.inputs, tenant.stored, tenant.now = [], old.feed, old.inputs, old.stored, now
        self.tenants[name] = tenant
        return self.standing(tenant)

    def serve(self, method, path, query, headers, body):
        match [part for part in path.split("/") if part][1:]:
            case [] if method == "GET":
                return 200, {"interface": "spec911-deployment", "version": "1", "level": "C", "product": "a small one in Python"}
            case ["tenants", name] if method == "PUT":
                tenant = Tenant(body)
                tenant.stored = body
                self.tenants[name] = tenant
                return 201, {"emergency_destination": tenant.to["direct"], "trunks": tenant.to["trunks"]}
            case ["tenants", name] if method == "GET":
                tenant = self.tenant(name, stopped=True)
                return 200, {"emergency_destination": tenant.to["direct"], "trunks": tenant.to["trunks"]}
            case ["tenants", name] if method == "DELETE":
                tenant = self.tenants.pop(name, None)
                if tenant:
                    tenant.kill()
                return 204, None
            case ["tenants", name, "inputs"] if method == "POST":
                return 200, self.input(name, headers.get("Idempotency-Key"), body)
            case ["tenants", name, "questions"] if method == "POST":
                tenant = self.tenant(name)
                with tenant.lock:
                    return 200, [tenant.read(question) for question in body]
            case ["tenants", name, "clock"] if method == "GET":
                return 200, self.standing(self.tenant(name))
            case ["tenants", name, "clock"] if method == "POST":
                return 200, self.advance(name, body["to"])
            case ["tenants", name, "events"] if method == "GET":
                after = int(query["after"][0])
                return 200, {"first": after + 1, "events": self.tenant(name).feed[after:]}
            case ["tenants", name, "canaries"] if method == "POST":
                tenant = self.tenant(name)
                leg = {"leg": "canary", "call": "canary", "path": body["path"], "to": body["number"]}
                self.send(name, tenant.carrier(body["path"]), 0, {"place-leg": leg})
                return 204, None
            case ["tenants", name, "kill"] if method == "POST":
                self.tenant(name).kill()
                return 204, None
            case ["tenants", name, "restart"] if method == "POST":
                return 200, self.restart(name, body["now"])
        raise Refused(404, "there is nothing at this address", f"{method} {path}")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # A response leaves as one piece: waiting for the other side's acknowledgement would take 40 ms each time.
    wbufsize = -1
    disable_nagle_algorithm = True
    deployment = Deployment()

    def any(self):
        url = urllib.parse.urlsplit(self.path)
        content = self.rfile.read(int(self.headers.get("content-length") or 0))
        try:
            body = json.loads(content) if content else None
            status, answer = self.deployment.serve(self.command, url.path, urllib.parse.parse_qs(url.query), self.headers, body)
        except Refused as refused:
            status, answer = refused.problem["status"], refused.problem
        except (KeyError, TypeError, ValueError) as wrong:
            status, answer = 400, {"type": "about:blank", "title": "the body is no message", "status": 400, "detail": repr(wrong)}
        data = b"" if answer is None else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/problem+json" if status >= 400 else "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_PUT = do_POST = do_DELETE = any

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # Whoever finds no place in the queue is kept waiting for a second.
    request_queue_size = 128


if __name__ == "__main__":
    server = Server(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0), Handler)
    print(f"serving at http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
    server.serve_forever()
