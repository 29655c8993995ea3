import { Component } from '/vendor/preact/preact.module.js';
import { h, Table } from '/words.js';
import { post } from '/api.js';

const TITLES = {
  approve: 'Approve', reject: 'Reject', acknowledge: 'Acknowledge', pause: 'Pause the pool', resume: 'Resume the pool', maintenance: 'Maintenance',
};

/** Shows what a word would change, asks why, writes it, and says what became of it. Nothing else is written. */
export class Dialogue extends Component {
  constructor(props) {
    super(props);
    this.state = { wish: { ...props.wish, mustBeDown: undefined, hosts: undefined }, reason: '', preview: null, error: null, busy: false, result: null };
  }

  componentDidMount() {
    this.base.showModal();
    this.look(this.state.wish);
  }

  async look(wish) {
    this.asked = wish;
    this.setState({ wish, error: null });
    try {
      const preview = await post('/api/preview', wish);
      if (this.asked === wish) this.setState({ preview });
    } catch (refusal) {
      if (this.asked === wish) this.setState({ preview: null, error: refusal.message });
    }
  }

  async write(event) {
    event.preventDefault();
    this.setState({ busy: true, error: null });
    try {
      const result = await post('/api/words', { ...this.state.wish, reason: this.state.reason, seen: this.state.preview.seen });
      this.setState({ result, busy: false });
      this.base.querySelector('#close')?.focus();
    } catch (refusal) {
      if (refusal.status === 409) await this.look({ ...this.state.wish });
      this.setState({ error: refusal.message, busy: false });
    }
  }

  change(more) {
    return this.look({ ...this.state.wish, ...more });
  }

  maintenance() {
    const { wish } = this.state;
    return h('div', { class: 'fields' },
      h('label', null, 'What', h('select', { value: wish.host ?? '', onChange: event => this.change({ host: event.target.value || undefined }) },
        h('option', { value: '' }, 'the whole pool'), this.props.wish.hosts.map(host => h('option', { value: host }, host)))),
      h('label', null, 'For', h('select', { value: wish.time, onChange: event => this.change({ time: event.target.value }) },
        ['30m', '1h', '2h', '4h', '8h', '24h'].map(time => h('option', { value: time }, time)), h('option', { value: 'off' }, 'end it now'))));
  }

  down() {
    const host = this.props.wish.mustBeDown;
    return h('label', { class: 'check' },
      h('input', { type: 'checkbox', checked: Boolean(this.state.wish.verifiedDown), onChange: event => this.change({ verifiedDown: event.target.checked ? host : undefined }) }),
      h('span', null, `I have seen at its console or BMC that ${host} is off. Its silence proves nothing: a host that is cut off still writes.`));
  }

  body() {
    const { preview, error, busy, reason } = this.state;
    const { wish } = this.props;
    const empty = preview && !preview.guards.length && preview.notes.includes('Nothing changes.');
    return h('form', { onSubmit: event => this.write(event) },
      wish.kind === 'maintenance' ? this.maintenance() : null,
      wish.mustBeDown ? this.down() : null,
      preview ? h('div', { class: 'preview' },
        h('p', null, h('strong', null, preview.heading)),
        preview.guards.length ? h(Table, { heads: ['Guard', 'Now lifted by', 'With your word'], label: 'Guards before and after' },
          preview.guards.map(line => h('tr', null, h('td', null, line.key), h('td', null, line.now), h('td', { class: `then ${line.then === 'stays' ? 'care' : 'calm'}` }, h('strong', null, line.then))))) : null,
        preview.lines.length ? h(Table, { heads: ['Key', 'Now', 'Then'], label: 'Policy before and after' },
          preview.lines.map(line => h('tr', null, h('td', null, line.key), h('td', null, line.now), h('td', null, h('strong', null, line.then))))) : null,
        preview.notes.map(note => h('p', { class: 'note' }, note))) : null,
      h('label', { class: 'reason' }, 'Why? It is kept for a year, with your name.',
        h('textarea', { id: 'reason', rows: 2, required: true, maxLength: 1000, value: reason, autofocus: true, onInput: event => this.setState({ reason: event.target.value }) })),
      error ? h('p', { class: 'refused', role: 'alert' }, error) : null,
      h('p', { class: 'buttons' },
        h('button', { type: 'submit', class: 'primary', disabled: busy || !preview || empty || !reason.trim() }, busy ? 'Writing…' : 'Write it'),
        h('button', { type: 'button', onClick: () => this.base.close() }, 'Cancel')));
  }

  outcome() {
    const { result } = this.state;
    const bad = ['REFUSED', 'UNHEARD'].includes(result.result);
    return h('div', null,
      h('p', { class: bad ? 'refused' : 'taken', role: 'status', id: 'result' }, result.sentence),
      h('p', { class: 'buttons' }, h('button', { id: 'close', class: 'primary', onClick: () => this.base.close() }, 'Close')));
  }

  render() {
    const { wish } = this.props;
    return h('dialog', { onClose: this.props.onClose, 'aria-labelledby': 'dialogue-title' },
      h('h2', { id: 'dialogue-title' }, TITLES[wish.kind], wish.command ? ` ${wish.command}` : '', h('span', { class: 'soft' }, ` ${wish.alert ?? wish.pool}`)),
      this.state.result ? this.outcome() : this.body());
  }
}

const KEYS = [['/', 'filter the list'], ['j  k', 'next, previous line'], ['Enter', 'open it'], ['n  p', 'next, previous page of the list'], ['g p', 'pools'], ['g a', 'alerts'],
  ['g c', 'capacity'], ['u', 'up: back to the list'], ['a', 'on a pool’s page: approve what is held back'], ['x', 'acknowledge the gravest alert'], ['t', 'light or dark'], ['?', 'these keys']];

export class Help extends Component {
  componentDidMount() {
    this.base.showModal();
  }

  render() {
    return h('dialog', { onClose: this.props.onClose, 'aria-labelledby': 'help-title' }, h('h2', { id: 'help-title' }, 'Keys'),
      h('table', { class: 'small' }, h('tbody', null, KEYS.map(([key, what]) => h('tr', null, h('td', null, h('kbd', null, key)), h('td', null, what))))),
      h('p', null, 'What a verdict or a guard means is in docs/verdicts.md, a figure in docs/capacity.md.'),
      h('p', { class: 'buttons' }, h('button', { onClick: () => this.base.close(), autofocus: true }, 'Close')));
  }
}

export class Login extends Component {
  async enter(event) {
    event.preventDefault();
    const form = event.target;
    this.setState({ busy: true, error: null });
    try {
      await this.props.onLogin(form.elements.name.value, form.elements.password.value);
    } catch (refusal) {
      this.setState({ busy: false, error: refusal.message });
    }
  }

  render() {
    return h('main', { id: 'main', class: 'login' }, h('section', null, h('h1', null, 'poolwarden'),
      h('form', { onSubmit: event => this.enter(event) },
        h('label', null, 'Name', h('input', { name: 'name', autocomplete: 'username', required: true, autofocus: true })),
        h('label', null, 'Password', h('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true })),
        this.state.error ? h('p', { class: 'refused', role: 'alert' }, this.state.error) : null,
        h('p', { class: 'buttons' }, h('button', { class: 'primary', disabled: this.state.busy }, 'Log in')))));
  }
}
