import { h, Sign, Table, far, moment } from '/words.js';
import { Graph } from '/graph.js';
import { Timeline } from '/timeline.js';

const ask = (actions, page, wish) => actions.ask({ pool: page.row.pool, epoch: page.finding?.epoch, ...wish });

const Held = ({ held, page, state, actions }) => h('div', { class: 'held-command' },
  h('h3', null, `${held.command}${held.host ? ` of ${nameOf(page, held.host)}` : ''} is held back`),
  h(Table, { heads: ['Guard', 'Because', 'Lifted by'], label: 'Guards' }, held.guards.map(guard => h('tr', null,
    h('td', { class: 'nowrap' }, h('strong', null, guard.guard)), h('td', null, guard.because),
    h('td', null, guard.liftedBy, guard.remedy ? h('div', null, h('code', null, guard.remedy)) : null)))),
  held.mustBeDown ? h('p', null, `An approval must name ${held.mustBeDown} verified down: seen at its console or BMC. Its silence proves nothing.`) : null,
  h('p', { class: 'buttons' },
    h('button', { class: 'primary', disabled: !state.mayAct || !held.approval, onClick: () => ask(actions, page, { kind: 'approve', command: held.command, host: held.host, mustBeDown: held.mustBeDown }) }, 'Approve…'),
    h('button', { disabled: !state.mayAct, onClick: () => ask(actions, page, { kind: 'reject', command: held.command, host: held.host }) }, 'Reject…'),
    held.approval ? null : h('span', { class: 'soft' }, ' No approval lifts any of these guards.')));

const nameOf = (page, address) => page.graph.hosts.find(host => host.address === address)?.name ?? address;

function nothing(page) {
  const verdict = page.explanation.verdict;
  if (!verdict) return 'Nothing is held back: no finding says anything about this pool.';
  return ['MASTER_LOST', 'SPLIT_BRAIN'].includes(verdict)
    ? 'Nothing is held back: a command is issued, or about to be; the timeline shows it.'
    : `Nothing is held back: ${verdict} calls for no command.`;
}

function Recovery({ recovery }) {
  return recovery ? h('p', null, h('strong', null, recovery.inFlight ? 'Under way: ' : 'Last command: '),
    `${recovery.what} ${recovery.stage} since ${moment(recovery.since)}`) : null;
}

const AlertCard = ({ alert, state, actions }) => h('article', { class: 'alert' },
  h('p', null, h(Sign, { tone: alert.severity }), ' ', h('strong', null, alert.kind), ` ${alert.message}`),
  h('p', { class: 'soft' }, `${alert.location}, since ${moment(alert.date)} (${far(alert.date)})`, alert.reopened ? ', reopened' : '', ' ',
    alert.acknowledgedBy ? `, acknowledged by ${alert.acknowledgedBy}`
      : h('button', { disabled: !state.mayAct, onClick: () => actions.ask({ kind: 'acknowledge', pool: alert.pool, alert: alert.key }) }, 'Acknowledge…')),
  alert.runbook.length ? h('details', { open: alert.severity === 'CRITICAL' }, h('summary', null, 'Runbook'), h('ol', { class: 'runbook' }, alert.runbook.map(step => h('li', null, step)))) : null);

const Head = ({ page, state, actions }) => h('div', { class: `pool-head ${page.row.tone}` },
  h('div', null,
    h('h1', null, page.row.pool, ' ', h(Sign, { tone: page.row.verdict ? page.row.tone : 'plain', text: page.row.verdict ?? 'not judged' })),
    h('p', { class: 'reason' }, page.finding?.reason ?? 'Nobody has judged this pool yet.'),
    h('p', { class: 'soft' }, page.row.since ? `since ${moment(page.row.since)} (${far(page.row.since)}), epoch ${page.finding.epoch}, ` : '', `mode ${page.row.mode}`,
      page.row.paused ? ', paused' : '', page.row.maintenance ? `, maintenance until ${moment(page.row.maintenance)}` : '',
      page.finding?.awaited ? `; awaited: ${page.finding.awaited}${page.finding.awaitedUntil ? `, until ${moment(page.finding.awaitedUntil)}` : ''}` : ''),
    h(Recovery, { recovery: page.finding?.recovery })),
  h('div', { class: 'buttons' },
    page.row.paused
      ? h('button', { disabled: !state.mayAct, onClick: () => ask(actions, page, { kind: 'resume' }) }, 'Resume…')
      : h('button', { disabled: !state.mayAct, onClick: () => ask(actions, page, { kind: 'pause' }) }, 'Pause…'),
    h('button', { disabled: !state.mayAct, onClick: () => ask(actions, page, { kind: 'maintenance', hosts: page.graph.hosts.map(host => host.name), time: '1h' }) }, 'Maintenance…')));

const Claims = ({ claims }) => claims?.length ? h('section', null, h('h2', null, 'Who claims to be coordinator'),
  h('ul', null, claims.map(claim => h('li', null, h('strong', null, claim.host), ` since ${moment(claim.since)}, followed by ${claim.followers.join(', ') || 'nobody'}`, claim.promotedByUs ? '; poolwarden promoted it' : '')))) : null;

const Policy = ({ policy }) => h('section', null, h('h2', null, 'Policy'),
  h(Table, { heads: ['Key', 'Value'], label: 'Policy', kind: 'small' }, Object.entries(policy.lines).map(([key, value]) => h('tr', { key }, h('td', null, key), h('td', null, value)))),
  h('p', { class: 'soft' }, policy.author ? `Last written by ${policy.author}: ${policy.reason}` : 'Nobody has written one: the defaults rule.'));

export function Pool({ state, actions }) {
  const page = state.poolPage;
  if (!page) return h('main', { id: 'main' }, h('p', { class: 'none' }, state.missing ?? 'Loading…'));
  const held = page.explanation.held;
  const busy = held.length > 0 || page.alerts.length > 0;
  return h('main', { id: 'main', class: 'pool' },
    h('p', { class: 'crumbs' }, h('a', { href: '#/' }, 'Pools'), ' / ', page.row.pool),
    h(Head, { page, state, actions }),
    h('div', { class: 'columns' },
      h('div', null,
        h('section', null, h('h2', null, 'The pool'), h(Graph, { graph: page.graph })),
        h(Claims, { claims: page.finding?.claims }),
        busy ? h(Policy, { policy: page.policy }) : null),
      h('div', null,
        h('section', null, h('h2', null, 'Why nothing is done'),
          held.length ? held.map(one => h(Held, { held: one, page, state, actions })) : h('p', null, nothing(page))),
        page.alerts.length ? h('section', null, h('h2', null, 'Alerts'), page.alerts.map(alert => h(AlertCard, { alert, state, actions, key: alert.key }))) : null,
        page.finding?.advisories?.length ? h('section', null, h('h2', null, 'Advisories'), h('ul', null, page.finding.advisories.map(one => h('li', null, h('strong', null, one.kind), ` ${one.summary}`)))) : null,
        busy ? null : h(Policy, { policy: page.policy }))),
    h(Timeline, { lines: state.timeline, pool: page.row.pool, all: state.repeats, toggle: actions.repeats }));
}
