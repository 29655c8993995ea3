import { h, When, Table } from '/words.js';

const GRAVE = ['MASTER_LOST', 'SPLIT_BRAIN', 'POOL_DARK'];

const tone = line => line.kind === 'alert'
  ? (line.state === 'RESOLVED' ? 'calm' : line.severity === 'CRITICAL' ? 'alarm' : 'care')
  : line.kind === 'outcome' ? (['SUCCEEDED', 'ACCEPTED', 'STARTED'].includes(line.result) ? 'calm' : 'care')
    : line.kind === 'finding' ? (line.what.startsWith('SETTLED') ? 'calm' : GRAVE.some(word => line.what.startsWith(word)) ? 'alarm' : 'care') : 'plain';

const Evidence = ({ line }) => h('details', null,
  h('summary', null, `evidence: ${line.evidence.length} answers`),
  h(Table, { heads: ['Server', 'Observer', 'Answer', 'Names as coordinator', 'Testifies', 'Power', '#Misses', 'Record'], label: 'Evidence' },
    line.evidence.map(seen => h('tr', null, h('td', null, seen.host), h('td', null, seen.observer), h('td', null, seen.answer), h('td', null, seen.coordinator ?? '–'),
      h('td', null, seen.testimony), h('td', null, seen.power), h('td', { class: 'right' }, seen.misses), h('td', { class: 'code' }, seen.source)))));

const Held = ({ line }) => h('ul', { class: 'guards' }, line.withheld.map(held => h('li', null,
  h('strong', null, `${held.command} withheld by ${held.guard}`), `: ${held.because}; lifted by: ${held.lifts}`)));

const Line = ({ line }) => h('li', { class: `line ${tone(line)}` },
  h('span', { class: 'at' }, h(When, { at: line.at })),
  h('span', { class: `kind ${line.kind}` }, line.kind),
  h('div', { class: 'told' },
    h('strong', null, line.what), line.sentence ? ` ${line.sentence}` : '',
    line.withheld?.length ? h(Held, { line }) : null,
    line.evidence?.length ? h(Evidence, { line }) : null),
  h('span', { class: 'code source' }, line.source));

/** The newest first; a finding that repeats the one before it, but for guards, only where somebody wants it. */
export function Timeline({ lines, pool, all, toggle }) {
  const shown = lines.filter((line, i) => all || !line.repeated || i === lines.length - 1).reverse();
  const hidden = lines.filter(line => line.repeated).length;
  return h('section', { class: 'timeline', 'aria-label': 'Timeline' },
    h('h2', null, 'Timeline'),
    h('p', { class: 'soft' }, 'Newest first, by the brokers’ clock, UTC. ',
      hidden ? h('button', { class: 'link', onClick: toggle }, all ? 'hide what repeats' : `show ${hidden} findings that repeat`) : null),
    shown.length ? h('ol', { reversed: true }, shown.map(line => h(Line, { line, key: line.source })))
      : h('p', { class: 'none' }, 'Nothing is told of this pool yet.'),
    h('p', { class: 'soft' }, 'More than the newest lines: ', h('code', null, `poolwarden history ${pool}`), '.'));
}
