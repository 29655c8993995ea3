import { h, When, Sign, Table, lower, poolLink, far } from '/words.js';

const PAGE = 50;
const BRIEF = 6;

const matches = (words, text) => words.every(word => text.includes(word));
const wanted = filter => filter.toLowerCase().split(/\s+/).filter(Boolean);

export function shownPools(state) {
  const words = wanted(state.filter);
  return [...state.pools.values()]
    .filter(row => matches(words, [row.pool, row.verdict, row.how, row.coordinator, row.mode, row.gravest, row.reason,
      row.paused ? 'paused' : '', row.maintenance ? 'maintenance' : '', row.tone].join(' ').toLowerCase()))
    .sort((a, b) => b.urgency - a.urgency || a.pool.localeCompare(b.pool));
}

const standing = row => [
  row.recovery && `under way: ${row.recovery}`,
  row.withheld.length && `held back: ${row.withheld.join(', ')}`,
].filter(Boolean).join('; ');

const Mode = ({ row }) => [row.mode,
  row.paused ? h('span', { class: 'tag care' }, 'paused') : null,
  row.maintenance ? h('span', { class: 'tag care', title: `until ${row.maintenance}` }, 'maintenance') : null];

const PoolLine = ({ row }) => h('tr', { key: row.pool, class: `row ${row.tone}` },
  h('td', null, h('a', { href: poolLink(row.pool), class: 'stop name' }, row.pool)),
  h('td', { class: 'nowrap' }, h(Sign, { tone: row.verdict ? row.tone : 'plain', text: row.verdict ?? 'not judged' }),
    row.how ? h('span', { class: 'soft' }, ` ${lower(row.how)}`) : null),
  h('td', { class: 'what' }, row.reason ?? '–', standing(row) ? h('div', { class: 'held' }, standing(row)) : null),
  h('td', { class: 'nowrap' }, h(When, { at: row.since })),
  h('td', null, row.coordinator ?? '–'),
  h('td', { class: 'right' }, row.hosts || '–'),
  h('td', { class: 'nowrap' }, h(Mode, { row })),
  h('td', { class: 'right' }, row.alerts ? `${row.alerts}${row.acknowledged ? ` (${row.acknowledged} ack.)` : ''}` : '–'));

const Pager = ({ page, count, turn }) => count <= PAGE ? null : h('nav', { class: 'pager', 'aria-label': 'Pages of the list' },
  h('button', { onClick: () => turn(page - 1), disabled: page === 0 }, 'Previous'),
  h('span', null, `${page * PAGE + 1}–${Math.min(count, (page + 1) * PAGE)} of ${count}`),
  h('button', { onClick: () => turn(page + 1), disabled: (page + 1) * PAGE >= count }, 'Next'));

const count = (rows, tone) => rows.filter(row => row.tone === tone).length;

export function Pools({ state, actions }) {
  const all = [...state.pools.values()];
  const rows = shownPools(state);
  const page = Math.min(state.page, Math.max(0, Math.ceil(rows.length / PAGE) - 1));
  return h('main', { id: 'main' },
    h('div', { class: 'headline' },
      h('h1', null, 'Pools'),
      h('p', { class: 'sum' }, h(Sign, { tone: 'alarm', text: `${count(all, 'alarm')} critical` }),
        h(Sign, { tone: 'care', text: `${count(all, 'care')} to look at` }), h(Sign, { tone: 'calm', text: `${count(all, 'calm')} settled` })),
      h('label', { class: 'filter' }, h('span', { class: 'unseen' }, 'Filter pools'),
        h('input', { id: 'filter', type: 'search', placeholder: 'Filter  ( / )', value: state.filter, autocomplete: 'off',
          onInput: event => actions.filter(event.target.value) }))),
    state.alerts.length ? h('section', { class: 'firing' },
      h('h2', null, 'Alerts'),
      h(AlertTable, { alerts: state.alerts.slice(0, BRIEF), actions, state }),
      state.alerts.length > BRIEF ? h('p', null, h('a', { href: '#/alerts' }, `All ${state.alerts.length} alerts`)) : null) : null,
    h('section', null,
      h(Table, { heads: ['Pool', 'Verdict', 'Why', 'Since', 'Coordinator', '#Servers', 'Mode', '#Alerts'], label: 'Pools, the worst first', kind: 'pools' },
        rows.slice(page * PAGE, (page + 1) * PAGE).map(row => h(PoolLine, { row, key: row.pool }))),
      rows.length ? null : h('p', { class: 'none' }, all.length ? 'No pool matches the filter.' : 'No pool has been heard of.'),
      h(Pager, { page, count: rows.length, turn: actions.turn })));
}

function AlertTable({ alerts, actions, state }) {
  return h(Table, { heads: ['Severity', 'Message', 'Location', 'Date', 'Actions'], label: 'Alerts, the gravest first', kind: 'alerts' },
    alerts.map(alert => h('tr', { key: alert.key },
      h('td', { class: 'nowrap' }, h(Sign, { tone: alert.severity })),
      h('td', { class: 'what' }, h('strong', null, alert.kind), ' ', alert.message, alert.reopened ? h('span', { class: 'tag' }, 'reopened') : null),
      h('td', null, h('a', { href: poolLink(alert.pool), class: 'stop' }, alert.location)),
      h('td', { class: 'nowrap' }, h(When, { at: alert.date }), h('span', { class: 'soft' }, ` ${far(alert.date)}`)),
      h('td', { class: 'nowrap' }, alert.acknowledgedBy
        ? h('span', { class: 'soft' }, `acknowledged by ${alert.acknowledgedBy}`)
        : h('button', { disabled: !state.mayAct, onClick: () => actions.ask({ kind: 'acknowledge', pool: alert.pool, alert: alert.key }) }, 'Acknowledge')))));
}

export function Alerts({ state, actions }) {
  const words = wanted(state.filter);
  const alerts = state.alerts.filter(alert => matches(words,
    [alert.severity, alert.kind, alert.message, alert.location].join(' ').toLowerCase()));
  const page = Math.min(state.page, Math.max(0, Math.ceil(alerts.length / PAGE) - 1));
  return h('main', { id: 'main' },
    h('div', { class: 'headline' }, h('h1', null, 'Alerts'), h('p', { class: 'sum soft' }, `${alerts.length} firing`),
      h('label', { class: 'filter' }, h('span', { class: 'unseen' }, 'Filter alerts'),
        h('input', { id: 'filter', type: 'search', placeholder: 'Filter  ( / )', value: state.filter, autocomplete: 'off',
          onInput: event => actions.filter(event.target.value) }))),
    h('section', null, alerts.length
      ? h(AlertTable, { alerts: alerts.slice(page * PAGE, (page + 1) * PAGE), actions, state })
      : h('p', { class: 'none' }, state.alerts.length ? 'No alert matches the filter.' : 'Nothing fires.'),
    h(Pager, { page, count: alerts.length, turn: actions.turn })));
}
