"""Calls that agents dial: what they need, the number that they leave, the way they take, and how they end."""

import datetime
import re

WINDOW = 3600 * 10**6                 # how long a temporary number leads back, from the dial
TRIED_ELSEWHERE = (408, 503, 504)     # the codes of a trunk after which the next path is tried
SENTENCES = {
    'unsupported_country': 'Emergency calls are not supported in the country where you are.',
    'location_unavailable': 'Switch the location of your browser on to make an emergency call.',
    'no_outbound_profile': 'Your capacity profile is not linked to an outbound profile.',
    'no_emergency_path': 'No path leads from your number to an emergency service.',
    'emergency_in_progress': 'An emergency call is in progress.',
}


def pattern(text):
    """The pattern of a voice route, or None: look-around and back-references are none."""
    try:
        return None if re.search(r'\(\?[=!<]|\\[1-9]', text) else re.compile(text)
    except re.error:
        return None


class Call:
    """A call that an agent dialled."""

    def __init__(self, name, act, agent, dialled, paths, at, emergency):
        self.name, self.act, self.agent, self.dialled, self.paths = name, act, agent.name, dialled, paths
        self.at, self.emergency, self.state = at, emergency, 'setting-up'
        self.country = self.number = self.leg = self.path = None
        self.recipients = agent.recipients()          # as they stand at the dial


class Calls:
    """The part of the model that deals with what agents dial."""

    # The dial

    def ways(self, agent, number):
        """Where a call may go: the trunks of the routes that match, else the direct offer, else nowhere."""
        trunks = []
        for _, _, text, through in self.routes if self.direct_routing else []:
            route = pattern(text)
            trunks += through if route and route.search(number) else []
        direct = self.rights.get(agent.number) or (self.direct_routing and any(self.rights.values()))
        return trunks or (['direct'] if direct else [])

    def refuse_dial(self, act, reason):
        self.reply(act, {'dial-refused': {'reason': reason, 'sentence': SENTENCES[reason]}})

    def act_dial(self, act, agent, dialled, workspace=None):
        agent = self.agents[agent]
        emergency = any(dialled in numbers for numbers in self.plans.values())
        paths = self.ways(agent, dialled)
        if agent.emergency:
            return self.refuse_dial(act, 'emergency_in_progress')
        if emergency and agent.profile != 'linked':
            return self.refuse_dial(act, 'no_outbound_profile')
        if not paths:
            return self.refuse_dial(act, 'no_emergency_path')
        call = Call(f'call-{self.mint()}', act, agent, dialled, paths, self.now, emergency)
        self.calls[call.name] = call
        if emergency:                                 # nothing else happens before it is known where the agent is
            return self.ask('location', {'locate': {'agent': agent.name}}, then='located', about=call.name)
        agent.talks.add(call.name)
        self.show(agent)
        self.reply(act, {'dial-accepted': {'call': call.name}})
        self.place(call, agent.number)

    def located(self, name, answer):
        """It is told where the agent is, or not."""
        call = self.calls[name]
        agent = self.agents[call.agent]
        if answer == 'not-located':
            return self.refuse_dial(call.act, 'location_unavailable')
        call.country = agent.country                  # a source that is out of order blocks no call
        if isinstance(answer, dict) and 'located' in answer:
            call.country = answer['located']['country']
        if call.dialled not in self.plans.get(call.country, []):
            return self.refuse_dial(call.act, 'unsupported_country')
        self.withdraw(agent)
        agent.emergency.add(call.name)
        self.show(agent)
        self.ask('numbers', {'lease-number': {'agent': agent.name, 'call': name}}, name, 'leased', name)

    # Its number

    def leased(self, name, answer):
        """There is a number for the call, or not: the call is made."""
        call = self.calls[name]
        if isinstance(answer, dict) and 'leased' in answer:
            call.number = answer['leased']['number']
        else:
            call.number = self.used_again(call)
        if call.number:
            end = call.at + WINDOW
            self.numbers[call.number] = {'agent': call.agent, 'call': name, 'until': end}
            self.timers.append((end + 1, 'window', (call.number, name)))
        if call.state == 'setting-up':
            self.place(call, call.number or self.agents[call.agent].number)
        self.mail(call)
        self.reply(call.act, {'dial-accepted': {'call': name}})

    def used_again(self, call):
        """No number is free: the one whose window ends first is used again, if there is one."""
        self.incident('pool_exhausted')
        number = min(self.numbers, key=lambda number: (self.numbers[number]['until'], number), default=None)
        if number:
            self.ask('numbers', {'reuse-number': {'number': number, 'agent': call.agent, 'call': call.name}}, call.name)
        return number

    def due_window(self, key):
        number, name = key
        if self.numbers.get(number, {}).get('call') == name:     # else it was used again
            self.ask('numbers', {'expire-number': {'number': number}}, name)
            self.timers.append((self.now + self.quarantine, 'quarantine', key))

    def due_quarantine(self, key):
        number, name = key
        if self.numbers.get(number, {}).get('call') == name:
            del self.numbers[number]
            self.ask('numbers', {'release-number': {'number': number}}, name)

    # Its leg and its mail

    def place(self, call, number):
        """Takes the next path."""
        call.leg, call.path, call.state = f'leg-{self.mint()}', call.paths.pop(0), 'up'
        self.legs[call.leg] = call.name
        self.ask(call.path, {'place-leg': {'leg': call.leg, 'call': call.name, 'path': call.path, 'from': number,
                                           'to': call.dialled, 'location': call.country, 'declared': None}}, call.name)

    def mail(self, call):
        """Tells the contacts of the agent."""
        if not call.recipients:
            return
        at = datetime.datetime.fromtimestamp(self.epoch + call.at / 1e6, datetime.timezone.utc)
        text = (f'{call.agent} placed an emergency call.\n\nNumber dialled: {call.dialled}\nTime of the dial: '
                f'{at.isoformat()}\nCallback number: {call.number}\nLocation: {call.country}\n')
        self.ask('mail', {'submit-mail': {'mail': {
            'message': f'<{call.name}.dial@centre.example>', 'call': call.name, 'kind': 'dial', 'agent': call.agent,
            'sender': f'{call.agent}@centre.example', 'recipients': call.recipients, 'named': call.recipients,
            'headers': {}, 'subject': f'Emergency call placed by {call.agent}', 'text': text,
            'html': '<p>' + text.replace('\n', '<br>') + '</p>'}}}, call.name, 'mailed', call.name)

    def mailed(self, _, answer):
        if not (isinstance(answer, dict) and 'mail-taken' in answer):
            self.incident('mail_not_sent')

    # Its end

    def live(self, leg):
        """The call whose leg this is, while it is."""
        call = self.calls.get(self.legs.get(leg))
        return call if call and call.leg == leg and call.state == 'up' else None

    def carrier_leg_outcome(self, leg, code):
        call = self.live(leg)
        if not call or code < 300:
            return
        if code in TRIED_ELSEWHERE and call.paths:
            return self.place(call, call.number or self.agents[call.agent].number)
        self.fail(call, 'rejected' if call.path == 'direct' else 'route_failure')

    def carrier_leg_closed(self, leg, by, cause):
        call = self.live(leg)
        if call:
            self.over(call)

    def fail(self, call, reason):
        """The call could not be made, and the agent is told."""
        if reason == 'route_failure':
            self.incident('route_failure')
        self.failures.setdefault(call.agent, []).append({'call': call.name, 'reason': reason})
        self.event('dial-failed', agent=call.agent, call=call.name, reason=reason)
        self.over(call)

    def over(self, call):
        """The end of a call that an agent dialled, whoever ended it."""
        agent, call.state = self.agents[call.agent], 'over'
        if call.emergency:
            agent.emergency.discard(call.name)
        else:
            self.talked(agent, call.name, call.dialled, call.name)
        self.show(agent)

    def act_end_call(self, act, agent, call):
        found = self.calls.get(call)
        if not found or found.agent != agent or found.state == 'over':
            return self.reply(act, {'refused': {'reason': 'not_permitted'}})
        if found.state == 'up':
            self.ask(found.path, {'close-leg': {'leg': found.leg, 'call': call}}, call)
        self.over(found)
        self.reply(act, 'done')
