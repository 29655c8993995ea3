const PLACES = { p: '#/', a: '#/alerts', c: '#/capacity' };
const typing = target => ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);

/** Moves between the links that lists are made of. */
function step(by) {
  const stops = [...document.querySelectorAll('main .stop')];
  if (!stops.length) return;
  const at = stops.indexOf(document.activeElement);
  const next = stops[at < 0 ? 0 : Math.min(stops.length - 1, Math.max(0, at + by))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

export function onKeys({ state, actions, set }) {
  let went = false;
  const keys = {
    '/': () => document.getElementById('filter')?.focus(),
    '?': actions.help,
    j: () => step(1),
    k: () => step(-1),
    n: () => actions.turn(state.page + 1),
    p: () => actions.turn(state.page - 1),
    t: actions.theme,
    u: () => { location.hash = state.place[0] === 'capacity' ? '#/capacity' : '#/'; },
    a: () => document.querySelector('.held-command button.primary:not(:disabled)')?.click(),
    x: () => {
      const alert = state.alerts.find(one => !one.acknowledgedBy);
      if (alert && state.mayAct) actions.ask({ kind: 'acknowledge', pool: alert.pool, alert: alert.key });
    },
  };
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !state.me || state.wish || state.help) return;
    if (typing(event.target)) {
      if (event.key === 'Escape' && event.target.id === 'filter') {
        set({ filter: '' });
        event.target.blur();
      }
      return;
    }
    const place = went ? PLACES[event.key] : null;
    went = event.key === 'g';
    if (place) location.hash = place;
    else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
}
