/** What the server says no with: its status, and a sentence for people. */
export class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

let token = '';

async function answered(response) {
  if (response.status === 204) return null;
  const said = await response.json().catch(() => ({ error: `the console answers ${response.status}` }));
  if (!response.ok) throw new Refusal(response.status, said.error ?? said.title ?? `the console answers ${response.status}`);
  return said;
}

const request = (path, how) => fetch(path, how).catch(() => { throw new Refusal(0, 'the console does not answer'); }).then(answered);

export const get = path => request(path, { headers: { Accept: 'application/json' } });

export const post = (path, body) => request(path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Poolwarden-Token': token },
  body: JSON.stringify(body),
});

const known = me => {
  token = me.token;
  return me;
};
export const me = () => get('/api/me').then(known);
export const login = (name, password) => post('/api/login', { name, password }).then(known);
export const logout = () => post('/api/logout', {});
