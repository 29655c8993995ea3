import { h, When, Table, lower } from '/words.js';

const ANSWERS = {
  MASTER: 'answers as coordinator', SLAVE: 'answers as member', EMERGENCY: 'in emergency mode', TOOLSTACK_CLOSED: 'toolstack is down',
  BAD_CREDENTIALS: 'refuses the password', OTHER_ERROR: 'answers with an error', REFUSED: 'refuses connections',
  UNREACHABLE: 'unreachable', TLS_FAILED: 'TLS fails', SILENT: 'accepts, and is silent',
};
const WELL = ['MASTER', 'SLAVE'];
const ALIVE = ['EMERGENCY', 'TOOLSTACK_CLOSED', 'BAD_CREDENTIALS', 'OTHER_ERROR', 'TLS_FAILED', 'SILENT'];
const WIDTH = 860, BOX = 226, GAP = 22, LEFT = 122, LINE = 15, LANE = 20;

const tone = said => WELL.includes(said.answer) ? 'calm' : ALIVE.includes(said.answer) ? 'care' : 'alarm';
const sign = said => ({ calm: '✓', care: '!', alarm: '✕' })[tone(said)];
const cut = (text, length) => text.length > length ? `${text.slice(0, length - 1)}…` : text;
const rules = host => host.coordinator || host.seen.some(said => said.answer === 'MASTER');

function lines(host) {
  const power = host.seen.map(said => said.power).find(word => word === 'ON' || word === 'OFF');
  return [
    ...host.seen.map(said => ({ text: `${sign(said)} ${said.observer}: ${ANSWERS[said.answer] ?? lower(said.answer)}`, tone: tone(said) })),
    ...(power ? [{ text: `power ${power}`, tone: power === 'OFF' ? 'alarm' : 'soft' }] : []),
    ...(host.maintenance ? [{ text: 'in maintenance', tone: 'care' }] : []),
    ...(host.enabled === false ? [{ text: 'disabled', tone: 'care' }] : []),
  ];
}

/** Rows of boxes, each in the middle of what the observers leave. */
function place(items, top, heightOf, perRow) {
  const placed = [];
  let y = top;
  for (let i = 0; i < items.length; i += perRow) {
    const row = items.slice(i, i + perRow);
    const height = Math.max(...row.map(heightOf));
    const width = row.length * BOX + (row.length - 1) * GAP;
    const x = LEFT + (WIDTH - LEFT - width) / 2;
    row.forEach((item, at) => placed.push({ item, x: x + at * (BOX + GAP), y, width: BOX, height }));
    y += height + 56;
  }
  return { placed, bottom: y };
}

const middle = box => box.x + box.width / 2;

function Edge({ x1, y1, x2, y2, kind, label, title }) {
  return h('g', { class: `edge ${kind}` },
    h('path', { d: `M ${x1} ${y1} C ${x1} ${(y1 + y2) / 2}, ${x2} ${(y1 + y2) / 2}, ${x2} ${y2}`, fill: 'none' }, h('title', null, title)),
    label ? h('text', { x: (x1 + x2) / 2, y: (y1 + y2) / 2 + 4, 'text-anchor': 'middle', class: 'label' }, label) : null);
}

/** From a coordinator to storage, along a lane beside the members. */
function Around({ from, to, lane, kind, title }) {
  const y1 = from.y + from.height / 2, y2 = to.y + to.height / 2;
  return h('g', { class: `edge ${kind}` },
    h('path', { d: `M ${from.x + from.width} ${y1} H ${lane - 12} Q ${lane} ${y1}, ${lane} ${y1 + 12} V ${y2 - 12} Q ${lane} ${y2}, ${lane - 12} ${y2} H ${to.x + to.width}`, fill: 'none' }, h('title', null, title)));
}

const Reach = ({ from, to, said, at }) => h('g', { class: `edge reach ${tone(said)}` },
  h('path', { d: `M ${from.x + from.width} ${from.y + from.height / 2} C ${from.x + from.width + 60} ${from.y + from.height / 2}, ${to.x - 70} ${to.y + at}, ${to.x} ${to.y + at}`, fill: 'none' },
    h('title', null, `management path of ${said.observer}: ${ANSWERS[said.answer]}`)));

function Host({ box }) {
  const host = box.item;
  return h('g', { class: `host ${host.blamed ? 'blamed' : ''}` },
    h('rect', { x: box.x, y: box.y, width: box.width, height: box.height, rx: 5 }),
    h('text', { x: box.x + 10, y: box.y + 19, class: 'name' }, cut(host.name, 26)),
    h('text', { x: box.x + 10, y: box.y + 34, class: 'soft' }, rules(host) ? (host.coordinator ? 'coordinator' : 'says it is coordinator') : 'member',
      ` · ${cut(host.address, 18)}`),
    lines(host).map((line, i) => h('text', { x: box.x + 10, y: box.y + 51 + i * LINE, class: line.tone }, cut(line.text, 36))));
}

function Storage({ box }) {
  const sr = box.item;
  return h('g', { class: 'storage' },
    h('rect', { x: box.x, y: box.y, width: box.width, height: box.height, rx: 18 }, h('title', null, sr.uuid)),
    h('text', { x: middle(box), y: box.y + 18, 'text-anchor': 'middle', class: 'name' }, cut(sr.name, 27)),
    h('text', { x: middle(box), y: box.y + 33, 'text-anchor': 'middle', class: 'soft' }, `storage${sr.type ? ` · ${sr.type}` : ''}`));
}

/** What a member says of its coordinator. */
function testimony(host) {
  const said = host.seen.find(one => one.testimony === 'LOST') ?? host.seen.find(one => one.testimony === 'CONNECTED') ?? host.seen.find(one => one.coordinator);
  if (!said) return null;
  const whom = said.coordinator ?? 'its coordinator';
  if (said.testimony === 'LOST') return { kind: 'lost', label: `✕ lost ${whom}`, whom: said.coordinator };
  return said.testimony === 'CONNECTED' || said.answer === 'SLAVE'
    ? { kind: 'follows', label: `✓ follows ${whom}`, whom: said.coordinator }
    : { kind: 'unknown', label: `names ${whom}`, whom: said.coordinator };
}

function Picture({ graph }) {
  const height = host => 56 + lines(host).length * LINE;
  const perRow = 3;
  const top = place(graph.hosts.filter(rules), 8, height, perRow);
  const below = place(graph.hosts.filter(host => !rules(host)), top.bottom, height, perRow);
  const store = place(graph.storage, below.bottom, () => 42, perRow);
  const hosts = [...top.placed, ...below.placed];
  const bottom = Math.max(store.bottom, below.bottom) - 44;
  const observers = graph.observers.map((name, i) => ({ name, x: 8, y: 8 + i * 58, width: 104, height: 40 }));
  const few = hosts.length <= 9;
  const lane = Math.max(...hosts.map(box => box.x + box.width)) + LANE;
  const follows = below.placed.flatMap(box => {
    const said = testimony(box.item);
    const whom = said && (top.placed.find(one => one.item.name === said.whom) ?? top.placed[0]);
    return whom ? [h(Edge, { x1: middle(box), y1: box.y, x2: middle(whom), y2: whom.y + whom.height, kind: said.kind, label: few ? said.label : null, title: `${box.item.name}: ${said.label}` })] : [];
  });
  const plugs = store.placed.flatMap(box => hosts.filter(host => box.item.plugs && host.item.uuid in box.item.plugs).map(host => {
    const attached = box.item.plugs[host.item.uuid];
    const title = `${host.item.name} ${attached ? 'is plugged to' : 'is not plugged to'} ${box.item.name}`;
    const kind = attached ? 'plugged' : 'unplugged';
    return top.placed.includes(host) && below.placed.length
      ? h(Around, { from: host, to: box, lane, kind, title })
      : h(Edge, { x1: middle(host), y1: host.y + host.height, x2: middle(box), y2: box.y, kind, label: attached ? null : '✕ unplugged', title });
  }));
  return h('svg', { viewBox: `0 0 ${WIDTH + LANE} ${Math.max(bottom, observers.length * 58)}`, class: 'graph', role: 'img', 'aria-label': 'The pool: coordinator on top, members below it, storage at the bottom, observers at the left. The table below says the same.' },
    plugs, few ? hosts.flatMap(host => host.item.seen.map((said, i) => ({ said, i })).filter(({ said }) => observers.some(one => one.name === said.observer))
      .map(({ said, i }) => h(Reach, { from: observers.find(one => one.name === said.observer), to: host, said, at: 47 + i * LINE }))) : null,
    follows,
    observers.map(one => h('g', { class: 'observer' }, h('rect', { x: one.x, y: one.y, width: one.width, height: one.height, rx: 5 }),
      h('text', { x: one.x + 10, y: one.y + 17, class: 'name' }, cut(one.name, 14)), h('text', { x: one.x + 10, y: one.y + 32, class: 'soft' }, 'observer'))),
    hosts.map(box => h(Host, { box, key: box.item.address })), store.placed.map(box => h(Storage, { box, key: box.item.uuid })));
}

export const Graph = ({ graph }) => graph.hosts.length === 0
  ? h('p', { class: 'none' }, 'No host of this pool has been heard of.')
  : h('div', null, h(Picture, { graph }),
    h('p', { class: 'legend soft' }, '✓ solid: answers, follows, plugged · ! answers, but not well · ✕ dashed: no answer, lost, unplugged',
      graph.haEnabled ? ' · XenServer’s own HA is on: it decides' : ''),
    h('details', null, h('summary', null, 'The same as a table'),
      h(Table, { heads: ['Server', 'Observer', 'Answer', 'Names as coordinator', 'Testifies', 'Power', 'At', 'Record'], label: 'What each observer hears of each server' },
        graph.hosts.flatMap(host => host.seen.map(said => h('tr', { key: host.address + said.observer },
          h('td', null, host.name), h('td', null, said.observer), h('td', null, said.answer), h('td', null, said.coordinator ?? '–'),
          h('td', null, said.testimony), h('td', null, said.power), h('td', { class: 'nowrap' }, h(When, { at: said.at })), h('td', { class: 'code' }, said.source)))))));
