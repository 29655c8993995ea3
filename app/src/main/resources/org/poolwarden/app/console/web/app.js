import { render } from '/vendor/preact/preact.module.js';
import { h, setClock, now } from '/words.js';
import * as api from '/api.js';
import { Pools, Alerts } from '/overview.js';
import { Pool } from '/pool.js';
import { CapacityList, Capacity } from '/capacity.js';
import { Dialogue, Help, Login } from '/dialogue.js';
import { listen } from '/live.js';
import { onKeys } from '/keys.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');

const state = {
  me: null, needsLogin: false, mayAct: false, place: [''], pools: new Map(), alerts: [], poolPage: null, timeline: [], capacity: [], capacityPage: null,
  filter: '', page: 0, repeats: false, wish: null, help: false, status: {}, live: 'connecting', missing: null, theme: theme(),
};

let drawing = false;
function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    render(h(App), document.getElementById('root'));
  });
}

function set(more) {
  Object.assign(state, more);
  draw();
}

/** A page that is gone, or a login that has ended, is said; the rest stays as it was. */
async function load(what, take) {
  try {
    take(await what);
  } catch (refusal) {
    if (refusal.status === 401) set({ needsLogin: true, me: null });
    else if (refusal.status === 404) set({ missing: refusal.message });
  }
  draw();
}

let heardAlerts = null;
function alertsCame(alerts) {
  const keys = new Set(alerts.map(alert => alert.key));
  const fresh = alerts.filter(alert => heardAlerts && !heardAlerts.has(alert.key));
  heardAlerts = keys;
  state.alerts = alerts;
  document.title = `${alerts.length ? `(${alerts.length}) ` : ''}poolwarden`;
  if (fresh.length) document.getElementById('alarm').textContent = fresh.slice(0, 3).map(alert => `New alert: ${alert.severity}, ${alert.message}, ${alert.location}`).join('. ');
}

const path = words => words.map(encodeURIComponent).join('/');
const loads = {
  pools: () => load(api.get('/api/pools'), rows => { state.pools = new Map(rows.map(row => [row.pool, row])); }),
  alerts: () => load(api.get('/api/alerts'), alertsCame),
  capacity: () => load(api.get('/api/capacity'), rows => { state.capacity = rows; }),
  place() {
    const [kind, ...rest] = state.place;
    const at = location.hash;
    const here = take => value => { if (at === location.hash) take(value); };
    if (kind === 'pool') {
      load(api.get(`/api/pools/${path(rest)}`), here(page => { state.poolPage = page; }));
      load(api.get(`/api/pools/${path(rest)}/timeline`), here(lines => { state.timeline = lines; }));
    } else if (kind === 'capacity' && rest.length) load(api.get(`/api/capacity/${path(rest)}`), here(page => { state.capacityPage = page; }));
    else if (kind === 'capacity') loads.capacity();
  },
};

function go() {
  const place = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  set({ place, filter: '', page: 0, poolPage: null, timeline: [], capacityPage: null, missing: null, repeats: false });
  scrollTo(0, 0);
  if (state.me) loads.place();
}

const actions = {
  filter: filter => set({ filter, page: 0 }),
  turn: page => set({ page: Math.max(0, page) }),
  repeats: () => set({ repeats: !state.repeats }),
  ask: wish => set({ wish }),
  help: () => set({ help: true }),
  theme() {
    const next = theme() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    localStorage.setItem('theme', next);
    set({ theme: next });
  },
  async login(name, password) {
    begin(await api.login(name, password));
  },
  async logout() {
    await api.logout().catch(() => {});
    location.reload();
  },
};

const closed = () => {
  set({ wish: null, help: false });
  loads.place();
  loads.alerts();
};

const Tab = ({ at, name, count }) => h('a', { href: `#/${at}`, 'aria-current': (state.place[0] === 'pool' ? '' : state.place[0]) === at ? 'page' : null }, name, count ? h('span', { class: 'count' }, count) : null);

function Standing() {
  const { status, live } = state;
  if (live !== 'live') return h('span', { class: `sign ${live === 'connecting' ? 'plain' : 'alarm'}`, id: 'live' }, live === 'connecting' ? '○ ' : '▲ ', live);
  return status.judged === false ? h('span', { class: 'sign care', id: 'live' }, '◆ nobody judges') : h('span', { class: 'sign calm', id: 'live' }, '● live');
}

function Banner() {
  const { status, live } = state;
  const words = live !== 'live' && live !== 'connecting' ? 'The console does not answer: this is how things were.'
    : status.trouble ? `${status.trouble}: this is how things were.`
      : status.reading ? 'The topics are still being read: what is shown is not all of it yet.'
        : status.judged === false ? 'Nobody judges: the processors do not run, so this is how things were.' : null;
  return words ? h('p', { class: 'banner', role: 'status' }, words) : null;
}

const PAGES = { '': Pools, alerts: Alerts, pool: Pool };

function App() {
  if (state.needsLogin) return h(Login, { onLogin: actions.login });
  if (!state.me) return h('main', { id: 'main' }, h('p', { class: 'none' }, state.missing ?? 'Loading…'));
  const page = state.place[0] === 'capacity' ? (state.place.length > 1 ? Capacity : CapacityList) : PAGES[state.place[0]] ?? Pools;
  return h('div', null,
    h('a', { href: '#main', class: 'skip', onClick: event => { event.preventDefault(); document.querySelector('#main a, #main input, #main button')?.focus(); } }, 'Skip to the content'),
    h('header', null, h('a', { href: '#/', class: 'brand' }, 'poolwarden'),
      h('nav', { 'aria-label': 'Pages' }, h(Tab, { at: '', name: 'Pools', count: state.pools.size }), h(Tab, { at: 'alerts', name: 'Alerts', count: state.alerts.length }), h(Tab, { at: 'capacity', name: 'Capacity' })),
      h('div', { class: 'side' }, h(Standing), h('time', { id: 'clock' }), h('span', { class: 'soft', title: 'Your words are written in this name.' }, `${state.me.name}, ${state.me.role}`),
        state.me.login ? h('button', { onClick: actions.logout }, 'Log out') : null,
        h('button', { onClick: actions.theme, title: 'Light or dark (t)' }, state.theme === 'dark' ? 'Light' : 'Dark'), h('button', { onClick: actions.help, title: 'Keys (?)' }, 'Keys'))),
    h(Banner),
    h(page, { state, actions }),
    state.wish ? h(Dialogue, { wish: state.wish, onClose: closed, key: JSON.stringify(state.wish) }) : null,
    state.help ? h(Help, { onClose: closed }) : null);
}

function tick() {
  const clock = document.getElementById('clock');
  if (clock) clock.textContent = `${now().toISOString().slice(11, 19)} UTC`;
}

function begin(me) {
  setClock(me.now);
  set({ me, needsLogin: false, mayAct: me.role === 'operator' });
  listen({ state, set, loads, onLost: () => load(api.me(), known => known) });
}

onKeys({ state, actions, set });
addEventListener('hashchange', go);
dark.addEventListener('change', () => set({ theme: theme() }));
setInterval(tick, 1000);
setInterval(draw, 10000);
go();
load(api.me(), begin);
