import { Component } from '/vendor/preact/preact.module.js';
import { h, When, Sign, Table, Tile, number, percent, lower, poolLink } from '/words.js';

const capacityLink = key => `#/capacity/${key.split('/').map(encodeURIComponent).join('/')}`;

/** In words and a sign: how full it is. */
function state(row) {
  if (row.stale) return ['care', 'stale'];
  if (row.used === null) return ['plain', 'capacity not known'];
  if (row.used > 1) return ['alarm', 'over capacity'];
  return row.planned !== null && row.used > row.planned ? ['care', 'beyond plan'] : ['calm', 'within plan'];
}

const Bar = ({ row }) => row.used === null ? '–' : h('span', { class: `bar ${state(row)[0]}` },
  h('span', { class: 'track', 'aria-hidden': 'true' },
    h('span', { class: 'used', style: { width: `${Math.min(100, row.used / 1.2 * 100)}%` } }),
    row.planned === null ? null : h('span', { class: 'mark', style: { left: `${row.planned / 1.2 * 100}%` } })),
  ` ${percent(row.used)}`);

export function CapacityList({ state: all, actions }) {
  const words = all.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = all.capacity.filter(row => words.every(word => `${row.name} ${row.pool} ${row.type} ${state(row)[1]} ${row.phase}`.toLowerCase().includes(word)));
  return h('main', { id: 'main' },
    h('div', { class: 'headline' }, h('h1', null, 'Capacity'), h('p', { class: 'sum soft' }, `${all.capacity.length} storage repositories`),
      h('label', { class: 'filter' }, h('span', { class: 'unseen' }, 'Filter storage'),
        h('input', { id: 'filter', type: 'search', placeholder: 'Filter  ( / )', value: all.filter, autocomplete: 'off', onInput: event => actions.filter(event.target.value) }))),
    h('section', null, rows.length ? h(Table, {
      heads: ['Storage', 'Pool', 'State', 'Used of capacity', '#IOPS', '#p95', '#Capacity', '#Headroom', '#Latency', '#Offload', '#Full', '#Noisy'],
      label: 'Storage repositories, the fullest first', kind: 'pools' },
    rows.slice(0, 200).map(row => h('tr', { key: row.key, class: 'row' },
      h('td', null, h('a', { href: capacityLink(row.key), class: 'stop name' }, row.name)), h('td', null, h('a', { href: poolLink(row.pool) }, row.pool)),
      h('td', { class: 'nowrap' }, h(Sign, { tone: state(row)[0], text: state(row)[1] }), row.phase && row.phase !== 'STEADY' ? h('span', { class: 'tag care' }, lower(row.phase)) : null),
      h('td', { class: 'nowrap' }, h(Bar, { row })),
      h('td', { class: 'right' }, number(row.iops)), h('td', { class: 'right' }, number(row.p95)), h('td', { class: 'right' }, number(row.conserving)),
      h('td', { class: 'right' }, number(row.headroom)), h('td', { class: 'right nowrap' }, row.latencyMs === null ? '–' : `${number(row.latencyMs, 1)} ms`),
      h('td', { class: 'right' }, percent(row.offload)), h('td', { class: 'right' }, percent(row.full)), h('td', { class: 'right' }, row.noisy || '–'))))
      : h('p', { class: 'none' }, all.capacity.length ? 'No storage matches the filter.' : 'No storage repository has been reported on.')),
    rows.length > 200 ? h('p', { class: 'soft' }, `The fullest 200 of ${rows.length}: filter to see others.`) : null);
}

const STEP = 600;
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const clock = seconds => new Date(seconds * 1000).toISOString().slice(11, 16);

/** Where nothing was reported no line is drawn. */
const withGaps = course => course.flatMap((point, i) => i > 0 && point.t - course[i - 1].t > STEP ? [{ t: course[i - 1].t + STEP }, point] : [point]);

/** Reads, writes and p95 over a day, between bands: what is planned for, and what the disks can serve. */
class Chart extends Component {
  componentDidMount() {
    this.resized = () => this.chart?.setSize({ width: Math.max(280, this.base.clientWidth), height: 280 });
    addEventListener('resize', this.resized);
    this.draw();
  }

  componentDidUpdate(before) {
    if (before.theme !== this.props.theme) this.draw();
    else this.chart.setData(this.columns());
  }

  componentWillUnmount() {
    removeEventListener('resize', this.resized);
    this.chart?.destroy();
  }

  shouldComponentUpdate(next) {
    return next.theme !== this.props.theme || next.page !== this.props.page;
  }

  columns() {
    const { row } = this.props.page;
    const course = withGaps(this.props.page.course);
    const pick = name => course.map(point => point[name] ?? null);
    const planned = course.map(point => (point.b ?? null) === null || row.planned === null ? null : point.b * row.planned);
    return [pick('t'), pick('b'), planned, pick('a'), pick('learned'), pick('p95'), pick('read'), pick('write')];
  }

  draw() {
    this.chart?.destroy();
    const value = (plot, number) => number === null || number === undefined ? '–' : Math.round(number).toLocaleString('en');
    const line = (label, name, more) => ({ label, stroke: colour(name), width: 1.75, points: { size: 4 }, spanGaps: false, value, ...more });
    const bound = (label, name, dash) => line(label, name, { dash, width: 1.25, points: { show: false } });
    const axis = own => ({ stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 }, ...own });
    this.chart = new globalThis.uPlot({
      width: Math.max(280, this.base.clientWidth), height: 280,
      tzDate: seconds => globalThis.uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
      scales: { y: { range: (plot, low, high) => [0, (high > 0 ? high : 1) * 1.08] } },
      axes: [axis({ space: 60, values: (plot, times) => times.map(clock) }), axis({ size: 60 })],
      bands: [{ series: [1, 2], fill: `${colour('care')}26` }],
      series: [{ label: 'UTC', value: '{YYYY}-{MM}-{DD} {HH}:{mm}' }, bound('capacity (B)', 'alarm', [8, 4]), bound('planned', 'care', [4, 4]),
        bound('functional (A)', 'soft', [2, 4]), bound('learned', 'calm', [10, 3, 2, 3]), line('all, p95', 'p95', { width: 1.25 }), line('reads', 'read'), line('writes', 'write')],
    }, this.columns(), this.base);
  }

  render() {
    return h('div', { class: 'chart' });
  }
}

/** A line for each phase and delivery: classes are few. */
function Fits({ fits }) {
  const kinds = [...new Set(fits.map(fit => `${fit.phase} ${fit.delivery}`))];
  const classes = [...new Set(fits.map(fit => fit.userClass))];
  const more = (user, kind) => fits.find(fit => fit.userClass === user && `${fit.phase} ${fit.delivery}` === kind)?.more;
  return h(Table, { heads: ['Phase', 'Delivery', ...classes.map(user => `#${lower(user)}`)], label: 'Desktops that still fit' },
    kinds.map(kind => h('tr', null, h('td', null, lower(kind.split(' ')[0])), h('td', null, kind.split(' ')[1]),
      classes.map(user => h('td', { class: 'right' }, number(more(user, kind)))))));
}

const Disks = ({ disks, label }) => h(Table, { heads: ['VM', 'Device', 'Server', '#IOPS', '#Share', '#Noisy minutes'], label },
  disks.map(disk => h('tr', null, h('td', { class: 'code' }, disk.vm), h('td', null, disk.device), h('td', null, disk.host),
    h('td', { class: 'right' }, number(disk.iops, 1)), h('td', { class: 'right' }, percent(disk.share)), h('td', { class: 'right' }, disk.noisyMinutes || '–'))));

function runway(page) {
  if (page.runwayMid !== null) return [`${number(page.runwayMid)} d`, `${number(page.runwayLow)} d to ${page.runwayHigh === null ? 'never' : `${number(page.runwayHigh)} d`}`];
  return ['–', lower(page.runwayAbsence ?? '')];
}

export function Capacity({ state: all }) {
  const page = all.capacityPage;
  if (!page) return h('main', { id: 'main' }, h('p', { class: 'none' }, all.missing ?? 'Loading…'));
  const { row } = page;
  const [days, span] = runway(page);
  return h('main', { id: 'main' },
    h('p', { class: 'crumbs' }, h('a', { href: '#/capacity' }, 'Capacity'), ' / ', row.name),
    h('h1', null, row.name, ' ', h(Sign, { tone: state(row)[0], text: state(row)[1] })),
    h('p', { class: 'soft' }, `${page.title}; newest window ${lower(row.window)}, until `, h(When, { at: row.at }), row.type ? `; ${row.type}` : ''),
    h('p', { class: 'summary' }, page.summary),
    h('dl', { class: 'tiles' },
      h(Tile, { name: 'Used', value: percent(row.used), note: row.planned === null ? null : `planned to ${percent(row.planned)}`, tone: state(row)[0] }),
      h(Tile, { name: 'Headroom', value: number(row.headroom), note: 'IOPS' }), h(Tile, { name: 'Now', value: number(row.iops), note: `IOPS, p95 ${number(row.p95)}` }),
      h(Tile, { name: 'Latency', value: row.latencyMs === null ? '–' : number(row.latencyMs, 1), note: 'ms' }),
      h(Tile, { name: 'Offload', value: percent(row.offload), note: row.cacheHits === null ? null : `cache hits ${percent(row.cacheHits)}` }),
      h(Tile, { name: 'Runway', value: days, note: span }), h(Tile, { name: 'Full', value: percent(row.full), note: 'of its size' })),
    h('section', null, h('h2', null, 'Requests per second, ten minutes each'), page.course.length ? h(Chart, { page, theme: all.theme }) : h('p', { class: 'none' }, 'No ten minutes have been reported yet.'),
      h('p', { class: 'soft' }, page.profile ? `Capacity rests on: ${page.profile} (${lower(page.profileSource)}). ` : 'Nobody has said what its disks are. ', 'docs/capacity.md explains each figure.')),
    h('div', { class: 'columns even' },
      h('section', null, h('h2', null, 'Desktops that still fit'), page.fits.length ? h(Fits, { fits: page.fits }) : h('p', { class: 'none' }, 'Not known without a capacity.')),
      h('div', null,
        h('section', null, h('h2', null, 'Noisy neighbours'), page.noisy.length ? h(Disks, { disks: page.noisy, label: 'Noisy neighbours' }) : h('p', { class: 'none' }, 'None in the newest window.')),
        h('section', null, h('h2', null, 'Busiest disks'), page.busiest.length ? h(Disks, { disks: page.busiest, label: 'Busiest disks' }) : h('p', { class: 'none' }, 'None.')))));
}
