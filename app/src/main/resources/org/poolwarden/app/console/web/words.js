import { h } from '/vendor/preact/preact.module.js';

export { h };

let ahead = 0;

/** The server's clock counts: this machine's may be wrong. */
export const setClock = now => { ahead = Date.parse(now) - Date.now(); };
export const now = () => new Date(Date.now() + ahead);

const UNITS = [[172800, 86400, 'd'], [7200, 3600, 'h'], [120, 60, 'min'], [0, 1, 's']];

/** Roughly, in the one unit that matters. */
export function far(text) {
  const seconds = Math.abs(Math.round((now() - new Date(text)) / 1000));
  const [, unit, word] = UNITS.find(([from]) => seconds >= from);
  return `${Math.floor(seconds / unit)} ${word}`;
}

/** Of today the time, of other days the date too; UTC. */
export function moment(text) {
  if (!text) return '–';
  const [day, time] = new Date(text).toISOString().split('T');
  const clock = time.slice(0, 8);
  return day === now().toISOString().slice(0, 10) ? clock : `${day} ${clock}`;
}

export const When = ({ at }) => at
  ? h('time', { datetime: at, title: `${new Date(at).toISOString()}, ${far(at)} ago` }, moment(at))
  : '–';

export const number = (value, digits = 0) => value === null || value === undefined
  ? '–' : value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
export const percent = value => value === null || value === undefined ? '–' : `${Math.round(value * 100)} %`;
export const lower = word => (word ?? '').toLowerCase().replaceAll('_', ' ');

const SIGNS = {
  alarm: ['▲', 'critical'], care: ['◆', 'look'], calm: ['●', 'settled'],
  CRITICAL: ['▲', 'Critical'], WARNING: ['◆', 'Warning'], INFO: ['■', 'Info'],
};
const TONES = { CRITICAL: 'alarm', WARNING: 'care', INFO: 'plain' };

/** A sign of its own shape beside each colour. */
export const Sign = ({ tone, text }) => h('span', { class: `sign ${TONES[tone] ?? tone}` },
  h('span', { 'aria-hidden': 'true' }, SIGNS[tone]?.[0] ?? '○'), ' ', text ?? SIGNS[tone]?.[1] ?? tone);

export const poolLink = name => `#/pool/${encodeURIComponent(name)}`;

export const Table = ({ heads, children, label, kind = '' }) => h('div', { class: 'scroll' },
  h('table', { 'aria-label': label, class: kind },
    h('thead', null, h('tr', null, heads.map(head => h('th', { scope: 'col', class: head.startsWith('#') ? 'right' : null }, head.replace('#', ''))))),
    h('tbody', null, children)));

export const Tile = ({ name, value, note, tone }) => h('div', { class: `tile ${tone ?? ''}` },
  h('dt', null, name), h('dd', null, value, note ? h('small', null, note) : null));
