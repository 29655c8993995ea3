const later = (wait, task) => {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      task();
    }, wait);
  };
};

/** Follows what the server tells; after each new connection everything is loaded anew, so nothing is missed. */
export function listen({ state, set, loads, onLost }) {
  const alerts = later(200, loads.alerts);
  const place = later(300, loads.place);
  const slowly = later(1500, loads.place);
  const on = (source, name, take) => source.addEventListener(name, event => take(JSON.parse(event.data)));
  const isHere = names => state.place[0] === 'pool' && names.includes(state.place[1]);

  function connect() {
    const source = new EventSource('/api/live');
    on(source, 'hello', () => {
      set({ live: 'live' });
      loads.pools();
      alerts();
      place();
    });
    on(source, 'status', status => set({ status }));
    on(source, 'row', ({ pool, row }) => {
      if (row) state.pools.set(pool, row);
      else state.pools.delete(pool);
      set({});
    });
    on(source, 'told', names => {
      alerts();
      if (isHere(names)) place();
    });
    on(source, 'heard', names => { if (isHere(names)) slowly(); });
    on(source, 'capacity', () => { if (state.place[0] === 'capacity') slowly(); });
    source.addEventListener('error', () => {
      set({ live: 'reconnecting' });
      if (source.readyState === EventSource.CLOSED) {
        onLost();
        setTimeout(connect, 5000);
      }
    });
  }

  connect();
}
