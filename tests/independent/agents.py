"""What is known of an agent: by the facts of the set-up, by what an administrator saves, and by what the agent does."""

import re

SECOND = {'h': 3600, 'min': 60, 's': 1, 'ms': 1e-3, 'tick': 1e-6, 'ticks': 1e-6}
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
EMERGENCY_PANEL = ['device-settings', 'end-call']
ORDINARY_PANEL = EMERGENCY_PANEL + ['hold', 'transfer', 'consult', 'add-participant', 'keypad', 'recording', 'notes',
                                    'assistance']

# What a fact or a saved setting says of an agent, by its key: attributes of `Agent`.
ABOUT_AGENTS = {
    'client': lambda f: {'connected': f['client'] == 'connected'},
    'originating_number': lambda f: {'number': f['number']},
    'outbound_profile': lambda f: {'profile': f['link']},
    'capacity': lambda f: {'limit': int(f['limit']), **({'used': int(f['used'])} if 'used' in f else {})},
    'presence': lambda f: {'own': (f['record'], f['setter'])},
    'wrap_up': lambda f: {'wrap_up': f['state'] == 'on'},
    'contacts': lambda f: {'contacts': f['list']},
    'mailbox': lambda f: {'mailbox': f['mailbox']},
}


def span(text):
    """A span such as `2 min 30 s`, in microseconds."""
    words = text.split()
    return round(sum(int(n) * SECOND[unit] for n, unit in zip(words[::2], words[1::2])) * 10**6)


def names(text):
    """A list such as `sbc-1, sbc-2`, or `none`."""
    return [] if text == 'none' else [name.strip() for name in text.split(',')]


class Agent:
    """An agent, with the settings and the work of the moment."""

    def __init__(self, name, country):
        self.name, self.country, self.connected, self.profile = name, country, True, 'none'
        self.number, self.contacts, self.mailbox, self.wrap_up = None, '', 'enabled', False
        self.limit, self.used, self.queues = 1, 0, []
        self.own = ('Available', 'agent')             # the presence beside calls, and who set it
        self.emergency, self.talks, self.wrapping = set(), set(), False
        self.shown, self.shown_panel = self.own, ([], None)

    def recipients(self):
        """Whom a dial is told to: the addresses among the contacts, each once, if the mailbox may send."""
        entries = [entry.strip() for entry in self.contacts.split(';')] if self.mailbox == 'enabled' else []
        return list({entry.lower(): entry for entry in entries if ADDRESS.fullmatch(entry)}.values())

    def presence(self):
        """The presence that follows from what the agent does, and who sets it."""
        if self.emergency:
            return 'Busy - DND', 'system'
        return ('Busy', 'system') if self.talks or self.wrapping else self.own

    def panel(self):
        """The controls that the agent sees, and the alert."""
        if self.emergency:
            return EMERGENCY_PANEL, 'emergency-call-in-progress'
        return ORDINARY_PANEL if self.talks else [], None
