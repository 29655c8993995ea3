// npm's xen-api (Xen Orchestra's client) against a simulated pool: connect through a slave, list, follow events and a failover.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createClient } from 'xen-api'

const PATIENCE = 180_000
const here = path => fileURLToPath(new URL(path, import.meta.url))
const port = process.argv[2] ?? '8443'
const start = Date.now()
const tell = words => console.log(`${((Date.now() - start) / 1000).toFixed(1).padStart(6)}  xen-api  ${words}`)

const sim = spawn(here('../../poolwarden'), ['sim', '--pool', here('pool.yaml'), '--port', port], {
  stdio: ['pipe', 'pipe', 'inherit'],
})
const world = []
const happens = verb => {
  tell(`(${verb})`)
  sim.stdin.write(verb + '\n')
}

const until = async (what, holds) => {
  const end = Date.now() + PATIENCE
  while (Date.now() < end) {
    if (await holds()) {
      return tell(what)
    }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('it never came to this: ' + what)
}

const ready = new Promise((resolve, reject) => {
  sim.once('exit', code => reject(new Error('poolwarden sim ended with ' + code)))
  createInterface(sim.stdout).on('line', line => {
    world.push(line)
    if (line.startsWith('user ')) resolve()
  })
})

let xapi
try {
  await ready
  xapi = createClient({
    url: `https://127.0.0.12:${port}`,
    auth: { user: 'root', password: 'simulated' },
    allowUnauthorized: true,
  })
  console.warn = () => {}
  await xapi.connect()
  if (xapi._url.hostname !== '127.0.0.11') throw new Error('it stayed at the slave')
  tell('logged in on the slave beta, was told HOST_IS_SLAVE and follows to the master alpha')

  await xapi.objectsFetched
  const all = Object.values(xapi.objects.all)
  const count = type => all.filter(object => object.$type === type).length
  const found = ['pool', 'host', 'VM', 'SR', 'VDI'].map(type => `${count(type)} ${type}`).join(', ')
  tell(`listed ${found}`)
  if (found !== '1 pool, 2 host, 5 VM, 1 SR, 3 VDI') throw new Error('expected 1 pool, 2 host, 5 VM, 1 SR, 3 VDI')
  const address = await xapi.getField('host', xapi.pool.$master.$ref, 'address')
  if (address !== '127.0.0.11') throw new Error('a getter answered ' + address)

  happens('ha on')
  await until('an event told that HA is armed', () => xapi.pool.ha_enabled === true)
  happens('ha off')
  await until('an event told that HA is off', () => xapi.pool.ha_enabled === false)

  happens('power-off alpha')
  happens('admin-promote beta')
  await until('beta answers as master', () => world.some(line => line.includes('beta answers as master')))
  happens('power-on alpha')
  await until('the client follows to beta', () => xapi._url.hostname === '127.0.0.12')
  await until('and sees it as the master of the pool', () => xapi.pool.$master?.name_label === 'beta')
  tell('PASS')
} catch (error) {
  console.error('FAIL ', error)
  process.exitCode = 1
} finally {
  sim.removeAllListeners('exit')
  sim.stdin.end('quit\n')
  setTimeout(() => process.exit(), 1000)
}
