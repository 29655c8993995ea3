'use strict';
(() => {
  const model = JSON.parse(document.getElementById('model').textContent);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const column = (course, name) => course.map(point => point[name] ?? null);
  const plots = [];

  const line = (label, name, more) => ({
    label, stroke: colour(name), width: 1.75, points: { size: 4 }, spanGaps: false,
    value: (plot, value) => value === null ? '-' : value.toLocaleString('en', { maximumFractionDigits: 1 }), ...more,
  });
  const bound = (label, name, dash) => line(label, name, { dash, width: 1.5, points: { show: false } });

  const clock = seconds => {
    const [day, time] = new Date(seconds * 1000).toISOString().split('T');
    return time.startsWith('00:00') ? day.slice(5) : time.slice(0, 5);
  };
  const axes = () => [{ space: 60, values: (plot, times) => times.map(clock) }, {}].map(own => ({
    stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 }, ...own,
  }));

  function plot(place, height, course, names, series, bands) {
    const chart = new uPlot({
      width: Math.max(240, place.clientWidth), height, axes: axes(), bands,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
      scales: { y: { range: (self, low, high) => [0, (high > 0 ? high : 1) * 1.08] } },
      series: [{ label: 'UTC', value: '{YYYY}-{MM}-{DD} {HH}:{mm}' }, ...series],
    }, [course.map(point => point.t), ...names.map(name => column(course, name))], place);
    plots.push({ chart, place, height });
  }

  function iops(place, subject) {
    const known = name => subject.course.some(point => point[name] !== undefined);
    const all = [
      ['read', line('reads', 'read')], ['write', line('writes', 'write')], ['p95', line('all, p95', 'p95', { width: 1 })],
      ['b', bound('capacity B', 'b', [8, 4])], ['a', bound('capacity A', 'a', [3, 4])],
      ['learned', bound('learned', 'learned', [10, 3, 2, 3])],
    ].filter(([name]) => known(name));
    plot(place, 270, subject.course, all.map(([name]) => name), all.map(([, series]) => series));
  }

  function bands(place, subject) {
    const names = ['p99', 'p95', 'p50'];
    plot(place, 230, subject.course, names, names.map(name => line(name, name)), [
      { series: [1, 2], fill: colour('p99') + '30' }, { series: [2, 3], fill: colour('p95') + '30' },
    ]);
  }

  function svg(name, attributes, text) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /** A half circle that ends at 120 %: beyond, the number alone tells. */
  function gauge(place, subject) {
    const end = 1.2, radius = 120;
    const at = (share, r) => {
      const angle = Math.PI * (1 - Math.min(share, end) / end);
      return (160 + r * Math.cos(angle)).toFixed(2) + ' ' + (150 - r * Math.sin(angle)).toFixed(2);
    };
    const arc = share => `M ${at(0, radius)} A ${radius} ${radius} 0 0 1 ${at(share, radius)}`;
    const state = subject.used > 1 ? 'over' : subject.used > subject.planned ? 'tight' : '';
    const picture = svg('svg', { viewBox: '-20 -16 380 222', role: 'img' });
    const percent = share => Math.round(share * 100) + ' %';
    picture.append(
      svg('title', {}, percent(subject.used) + ' used, ' + percent(subject.planned) + ' planned'),
      svg('path', { d: arc(end), class: 'track', fill: 'none', 'stroke-width': 22 }),
      svg('path', { d: arc(subject.used), class: 'arc ' + state, fill: 'none', 'stroke-width': 22 }));
    for (const share of [subject.planned, 1]) {
      picture.append(svg('path', { d: `M ${at(share, 104)} L ${at(share, 136)}`, class: 'mark', 'stroke-width': 2 }));
      const [x, y] = at(share, 150).split(' ');
      picture.append(svg('text', { x, y, class: 'soft', 'font-size': 11, 'text-anchor': 'start' }, percent(share)));
    }
    picture.append(
      svg('text', { x: 160, y: 138, 'text-anchor': 'middle', 'font-size': 40, 'font-weight': 600 }, percent(subject.used)),
      svg('text', { x: 160, y: 172, class: 'soft', 'text-anchor': 'middle', 'font-size': 13 }, 'planned to ' + percent(subject.planned)),
      svg('text', { x: 160, y: 192, class: 'soft', 'text-anchor': 'middle', 'font-size': 13 },
        subject.now === undefined ? '' : 'in the newest window ' + percent(subject.now)));
    place.append(picture);
  }

  function heat(place, subject) {
    const most = Math.max(1, ...subject.heat.flatMap(day => day.hours).filter(value => value !== null));
    const table = document.createElement('table');
    const row = (cells, name) => {
      const line = table.insertRow();
      const head = document.createElement('th');
      head.className = 'day';
      head.textContent = name;
      line.append(head, ...cells);
    };
    const cell = (kind, text) => Object.assign(document.createElement(kind), { textContent: text });
    row([...Array(24).keys()].map(hour => cell('th', String(hour).padStart(2, '0'))), '');
    for (const day of subject.heat) {
      row(day.hours.map((value, hour) => {
        const box = cell('td', value === null ? '' : Math.round(value));
        if (value !== null) {
          box.style.backgroundColor = `rgb(${colour('heat')} / ${(0.08 + 0.8 * value / most).toFixed(2)})`;
          box.title = `${day.day} ${String(hour).padStart(2, '0')}:00 UTC: ${Math.round(value)} IOPS`;
        }
        return box;
      }), day.day);
    }
    place.append(table);
  }

  const draw = { iops, bands, gauge, heat };
  function all() {
    plots.splice(0).forEach(({ chart }) => chart.destroy());
    document.querySelectorAll('[data-chart]').forEach(place => {
      place.replaceChildren();
      draw[place.dataset.chart](place, model[Number(place.dataset.subject)]);
      place.dataset.drawn = 'yes';
    });
  }
  all();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', all);
  matchMedia('print').addEventListener('change', all);
  addEventListener('resize', () => plots.forEach(({ chart, place, height }) =>
    chart.setSize({ width: Math.max(240, place.clientWidth), height })));
})();
