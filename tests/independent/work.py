"""Work that is offered to agents: the items of queues, and the callbacks of emergency services."""

RANK = {'emergency': 0, 'urgent': 1, 'high': 2, 'normal': 3, 'low': 4}


class Work:
    """The part of the model that deals with what is offered."""

    # Offers

    def offer(self, kind, priority, caller, queue=None):
        """A new offer, which nobody has yet."""
        offer = {'offer': f'offer-{self.mint()}', 'state': 'queued', 'kind': kind, 'priority': priority,
                 'caller': caller, 'call': None, 'agent': None, 'queue': queue}
        self.offers[offer['offer']] = offer
        return offer

    def tell(self, offer, state, agent=None):
        """An offer goes on to another state."""
        if agent:
            offer['agent'] = agent.name
        offer['state'] = state
        self.event('offer', agent=offer['agent'], offer=self.as_offer(offer))

    def as_offer(self, offer):
        """An offer as the interface has it."""
        return {key: value for key, value in offer.items() if key not in ('agent', 'queue')}

    def ringing(self, agent):
        return [o for o in self.offers.values() if o['agent'] == agent.name and o['state'] == 'offered']

    # Callbacks

    def carrier_inbound_arrives(self, inbound, to, marked, **_):
        number = self.numbers.get(to)
        agent = self.agents[number['agent']] if number and self.now <= number['until'] else None
        if not agent or not agent.connected:
            return self.treat(inbound, 'not-in-service')
        self.treat(inbound, 'ringing')
        self.withdraw(agent)
        self.tell(self.offer('callback', 'emergency', inbound), 'offered', agent)

    def carrier_inbound_closed(self, inbound, by, cause):
        for offer in self.offers.values():
            if offer['kind'] == 'callback' and offer['caller'] == inbound:
                if offer['state'] == 'offered':
                    self.tell(offer, 'missed')
                elif offer['state'] == 'connected':
                    self.finish(offer)

    def treat(self, inbound, treatment):
        self.ask('direct', {'treat': {'inbound': inbound, 'treatment': treatment}})

    # Items of ordinary work

    def carrier_work_arrives(self, item, queue, kind, priority):
        self.waiting.append(self.offer(kind, priority, item, queue=queue))
        self.tell(self.waiting[-1], 'queued')

    def carrier_work_leaves(self, item):
        for offer in [o for o in self.waiting if o['caller'] == item]:
            self.waiting.remove(offer)
            self.tell(offer, 'ended')

    def withdraw(self, agent):
        """Ordinary work that rings goes back to its queue."""
        for offer in self.ringing(agent):
            if offer['kind'] != 'callback':
                self.tell(offer, 'withdrawn')
                offer['agent'], offer['state'] = None, 'queued'
                self.waiting.append(offer)

    def assign(self):
        """Gives waiting work to agents who are free for it, the most urgent and then the oldest first."""
        for agent in self.agents.values() if self.started and self.waiting else ():
            base = self.as_presence(agent.presence()[0])['base']
            if (agent.emergency or agent.talks or agent.wrapping or not agent.connected or self.ringing(agent)
                    or agent.used >= agent.limit or base not in ('available', 'busy-dnd')):
                continue
            fit = [o for o in self.waiting if o['queue'] in agent.queues
                   and (base == 'available' or self.queues.get(o['queue']) == 'admits')]
            if fit:
                offer = min(fit, key=lambda o: (RANK[o['priority']], int(o['offer'].split('-')[1])))
                self.waiting.remove(offer)
                self.tell(offer, 'offered', agent)

    # What agents do with an offer

    def at(self, act, agent, offer, state):
        """The offer that is in this state at the agent; else the act is refused."""
        found = self.offers.get(offer)
        if found and found['agent'] == agent and found['state'] == state:
            return found
        self.reply(act, {'refused': {'reason': 'control_not_available'}})
        return None

    def act_accept(self, act, agent, offer, running=None):
        found, agent = self.at(act, agent, offer, 'offered'), self.agents[agent]
        if not found:
            return
        if found['kind'] == 'callback':
            self.treat(found['caller'], {'to-agent': agent.name})
            agent.emergency.add(offer)
        else:
            agent.talks.add(offer)
        self.show(agent)
        self.tell(found, 'connected')
        self.reply(act, 'done')

    def act_decline(self, act, agent, offer):
        found = self.at(act, agent, offer, 'offered')
        if found:
            self.tell(found, 'declined')
            if found['kind'] == 'callback':
                self.treat(found['caller'], 'busy')
            self.reply(act, 'done')

    def act_finish(self, act, agent, offer):
        found = self.at(act, agent, offer, 'connected')
        if found:
            if found['kind'] == 'callback':
                self.treat(found['caller'], 'closed')
            self.finish(found)
            self.reply(act, 'done')

    def finish(self, offer):
        """The end of work that an agent took."""
        agent = self.agents[offer['agent']]
        self.tell(offer, 'ended')
        if offer['kind'] == 'callback':
            agent.emergency.discard(offer['offer'])
        else:
            self.talked(agent, offer['offer'], offer['caller'])
        self.show(agent)

    def talked(self, agent, what, text, call=None):
        """The end of ordinary work: it leaves rows, and a presence that is available by itself."""
        agent.talks.discard(what)
        agent.own, agent.wrapping = (agent.own[0], 'system'), agent.wrap_up
        for kind in ('history', 'activity', 'recent', 'timeline'):
            self.store(agent.name, kind, text, call)
