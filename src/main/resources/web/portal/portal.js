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
  news.textContent = body.dataset.changed;
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
takeChoice();
listen();
