// What a page does beyond HTML: stay up to date, copy a number, say that it is offline. Without it nothing is missing.
const body = document.body;
const news = document.getElementById('news');

function offerCopies() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll('.copy')) button.hidden = false;
}

document.addEventListener('click', event => {
  const button = event.target.closest('.copy');
  if (!button) return;
  navigator.clipboard.writeText(button.dataset.copy).then(() => { news.textContent = body.dataset.copied; });
});

// Somebody who is writing is not interrupted: the page is brought up to date when they send it or leave the form.
const writing = () => [...document.querySelectorAll('#main textarea')].some(field => field.value !== field.defaultValue);

async function renew() {
  if (writing()) return;
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const open = [...document.querySelectorAll('details')].map(fold => fold.open);
  document.title = fresh.title;
  body.dataset.state = fresh.body.dataset.state;
  document.querySelector('.sprite').replaceWith(fresh.querySelector('.sprite'));
  document.getElementById('main').replaceChildren(...fresh.getElementById('main').childNodes);
  const folds = document.querySelectorAll('details');
  if (folds.length === open.length) folds.forEach((fold, at) => { fold.open = open[at]; });
  offerCopies();
  offerNotices();
  news.textContent = body.dataset.changed;
}

// Notices in this browser: offered by a button, and only where the store sends them and the browser can.
const pushBytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0));
const pushTo = path => location.pathname + '/push' + path;
const post = (address, value) => fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

// Its scope holds no page of ours: it hears notices and touches nothing else.
async function listener(scope) {
  const worker = await navigator.serviceWorker.register('/push-worker.js', { scope });
  const fresh = worker.installing || worker.waiting;
  if (fresh) await new Promise(done => fresh.addEventListener('statechange', () => { if (fresh.state === 'activated') done(); }));
  return worker;
}

async function offerNotices() {
  const place = document.getElementById('push');
  if (!place || !('serviceWorker' in navigator) || !('PushManager' in window)) return;
  if (Notification.permission === 'denied') return;
  const answer = await fetch(pushTo(''));
  if (answer.status !== 200) return;
  const { key, scope } = await answer.json();
  const known = await navigator.serviceWorker.getRegistration(scope);
  let standing = known ? await known.pushManager.getSubscription() : null;
  const button = place.querySelector('button');
  const say = text => { place.querySelector('[role=status]').textContent = text; };
  const show = () => {
    button.querySelector('span').textContent = standing ? place.dataset.end : place.dataset.offer;
    if (standing) say(place.dataset.on);
  };
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      if (standing) {
        await post(pushTo('/end'), { endpoint: standing.endpoint });
        await standing.unsubscribe();
        standing = null;
        say('');
      } else {
        const worker = await listener(scope);
        const fresh = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushBytes(key) });
        const taken = await post(pushTo(''), fresh);
        if (taken.ok) standing = fresh; else { await fresh.unsubscribe(); say(place.dataset.no); }
      }
      show();
    } catch {
      say(place.dataset.no);
    }
    button.disabled = false;
  });
  show();
  place.hidden = false;
}

function listen() {
  if (!body.dataset.live) return;
  const source = new EventSource(body.dataset.live);
  source.addEventListener('state', event => { if (event.data !== body.dataset.state) renew(); });
}

function sayOffline() {
  const note = document.getElementById('offline');
  if (note) note.hidden = navigator.onLine;
}

addEventListener('online', () => { sayOffline(); if (body.dataset.live) renew(); });
addEventListener('offline', sayOffline);
// A link in a mail may take a choice in advance; nothing is sent before the customer does.
function takeChoice() {
  const choice = new URLSearchParams(location.search).get('choice');
  for (const option of document.querySelectorAll('input[name="choice"]')) if (option.value === choice) option.checked = true;
}

offerCopies();
offerNotices();
takeChoice();
listen();
