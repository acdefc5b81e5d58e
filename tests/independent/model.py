"""One tenant as a pure function: what it knows, and what it does at each input. It sends and waits for nothing."""

import datetime

from agents import ABOUT_AGENTS, Agent, names, span
from calls import Calls, pattern
from work import Work

PATIENCE = 5 * 10**6                  # how long an answer of a counterpart is waited for, by the tenant's clock


class Model(Calls, Work):
    """One tenant. All of it can be pickled: what is stored is all that outlives a kill."""

    def __init__(self, facts):
        self.plans, self.records, self.rights, self.routes, self.waiting = {}, {}, {}, [], []
        self.queues, self.calls, self.legs, self.numbers = {}, {}, {}, {}
        self.offers, self.asked, self.rows, self.failures, self.incidents = {}, {}, {}, {}, []
        self.direct_routing, self.quarantine, self.serial, self.epoch = False, 600 * 10**6, 0, 0
        self.timers, self.started, self.effects, self.now = [(0, 'start', '')], False, [], 0
        pairs = [pair for fact in facts for pair in fact.items()]
        self.agents = {f['agent']: Agent(f['agent'], f['country']) for key, f in pairs if key == 'agent'}
        for key, f in pairs:
            self.fact(key, f)
        for agent in self.agents.values():
            agent.shown = agent.presence()

    def fact(self, key, f):
        """What a fact of the set-up says; what it doesn't know it passes over."""
        if key in ABOUT_AGENTS:
            vars(self.agents[f['agent']]).update(ABOUT_AGENTS[key](f))
        elif key == 'serves':
            self.agents[f['agent']].queues.append(f['queue'])
        elif key == 'epoch':
            self.epoch = datetime.datetime.fromisoformat(f['at'].replace('Z', '+00:00')).timestamp()
        elif key == 'number_plan':
            self.plans[f['territory']] = names(f['feature'])
        elif key == 'presence_record':
            self.records[f['record']] = f['base']
        elif key == 'calling_plan_number':
            self.rights[f['number']] = f['rights'] == 'that makes calls'
        elif key == 'direct_routing':
            self.direct_routing = f['state'] == 'on'
        elif key == 'voice_route':
            self.routes = sorted(self.routes + [(int(f['place']), f['name'], f['pattern'], names(f['trunks']))])
        elif key == 'number_pool':
            self.quarantine = span(f['quarantine'])
        elif key == 'queue':
            self.queues[f['name']] = f['dnd']
        elif key == 'waiting':
            for place in range(int(f['place']), int(f['place']) + int(f['count'])):
                self.waiting.append(self.offer(f['kind'], f['priority'], f"{f['queue']}-{place}", f['queue']))

    # Effects

    def mint(self):
        """A number that nothing else has."""
        self.serial += 1
        return self.serial

    def event(self, kind, **fields):
        self.effects.append(('event', {kind: fields}))

    def reply(self, act, reply):
        self.effects.append(('reply', act, reply))

    def ask(self, target, request, call=None, then=None, about=None):
        """A request to a counterpart. With `then`, that method gets the answer, or None when patience is over."""
        ident = self.mint()
        self.effects.append(('request', ident, target, request, call))
        if then:
            self.asked[ident] = (then, about)
            self.timers.append((self.now + PATIENCE, 'patience', ident))

    def incident(self, kind):
        self.incidents.append({'kind': kind, 'fields': {}})
        self.event('incident', incident=self.incidents[-1])

    def store(self, agent, kind, text, call=None):
        """A row of the store."""
        self.rows.setdefault(agent, []).append({'kind': kind, 'call': call, 'text': text})

    # Inputs

    def next_due(self):
        """When something is done without an input, or None."""
        return min((due for due, _, _ in self.timers), default=None)

    def handle(self, now, kind, body):
        """One input: changes the tenant, and gives the effects in their order."""
        self.now, self.effects = now, []
        if kind == 'timers':
            due = sorted((t for t in self.timers if t[0] <= now), key=lambda t: t[0])
            self.timers = [t for t in self.timers if t[0] > now]
            for _, name, key in due:
                getattr(self, 'due_' + name)(key)
        elif kind == 'answer':
            self.answered(body['request'], body['answer'])
        elif kind == 'act':
            (name, fields), = body['act'].items()
            getattr(self, 'act_' + name.replace('-', '_'))(body['id'], **fields)
        else:
            (name, fields), = body.items()
            getattr(self, f"{kind}_{name.replace('-', '_')}", lambda **_: None)(**fields)
        for agent in self.agents.values():
            self.show(agent)
        self.assign()
        return self.effects

    def answered(self, ident, answer):
        then, about = self.asked.pop(ident, (None, None))
        self.timers = [t for t in self.timers if t[1:] != ('patience', ident)]
        if then:                                      # else it came twice, or after patience was over
            getattr(self, then)(about, answer)

    def due_patience(self, ident):
        self.answered(ident, None)

    def due_start(self, _):
        self.started = True                           # work is given to agents from here on

    # What agents show follows from what they do

    def as_presence(self, record):
        """A record as the interface has it."""
        return {'record': record, 'base': self.records.get(record, 'busy-dnd')}

    def show(self, agent):
        """Tells whatever shows otherwise than before."""
        presence, panel = agent.presence(), agent.panel()
        if presence != agent.shown:
            agent.shown, told = presence, self.as_presence(presence[0])
            self.store(agent.name, 'presence-history', presence[0])
            self.event('presence', agent=agent.name, presence=told, setter=presence[1])
            self.ask('presence', {'write-presence': {'agent': agent.name, 'presence': told}}, then='written')
        if panel != agent.shown_panel:
            agent.shown_panel = panel
            self.event('panel', agent=agent.name, controls=panel[0], alert=panel[1])

    def written(self, _, answer):
        """Nothing comes of it: who reads presences will see the next one."""

    # Other acts and circumstances

    def act_close_wrap_up(self, act, agent):
        self.agents[agent].wrapping = False
        self.reply(act, 'done')

    def act_choose_presence(self, act, agent, record, via):
        agent = self.agents[agent]
        if agent.emergency:
            return self.reply(act, {'refused': {'reason': 'presence_locked'}})
        agent.own, agent.wrapping = (record, 'agent'), False
        self.reply(act, 'done')

    def act_save(self, act, by, setting):
        """What an administrator saves counts for the next dial; other settings are not offered."""
        (kind, f), = setting.items()
        key = kind.replace('-', '_')
        if by != 'administrator' or key not in ABOUT_AGENTS and kind not in ('route', 'queues'):
            return self.reply(act, {'refused': {'reason': 'not_permitted'}})
        if kind == 'route':
            if not pattern(f['pattern']):
                return self.reply(act, {'refused': {'reason': 'invalid_pattern'}})
            self.routes = [(place, name, f['pattern'] if name == f['name'] else old, trunks)
                           for place, name, old, trunks in self.routes]
        else:
            agent = self.agents[f['agent']]
            vars(agent).update({'queues': f['queues']} if kind == 'queues' else ABOUT_AGENTS[key](f))
        self.reply(act, {'saved': {'warnings': []}})

    def not_offered(self, act, **_):
        self.reply(act, {'refused': {'reason': 'control_not_available'}})

    act_try_control = act_resume = act_supervise = act_draft = act_session = not_offered

    def circumstance_client_lost(self, agent):
        self.agents[agent].connected = False

    def circumstance_client_back(self, agent):
        self.agents[agent].connected = True

    # Questions

    def read(self, question):
        """The answer to a question, which changes nothing."""
        if question == 'incidents':
            return {'incidents': self.incidents}
        (kind, name), = question.items()
        agent = self.agents[name]
        if kind == 'presence':
            record, setter = agent.shown
            return {kind: {'presence': self.as_presence(record), 'setter': setter}}
        if kind == 'offers':
            return {kind: [self.as_offer(o) for o in self.offers.values()
                           if o['agent'] == name and o['state'] in ('offered', 'connected')]}
        if kind == 'panel':
            return {kind: {'controls': agent.shown_panel[0], 'alert': agent.shown_panel[1]}}
        return {kind: {'form': [], 'store': self.rows.get(name, []), 'failures': self.failures.get(name, [])}[kind]}
