// Keyboard, row choice and the brand's preview; htmx does the rest. Every page works without this file.
(() => {
  const typing = (el) => el.closest('input, textarea, select, [contenteditable]');
  const rows = () => [...document.querySelectorAll('.data tbody tr')];
  const go = { t: 'today', o: 'orders', c: 'customers', s: 'trouble', i: 'inbox', m: 'mapping' };
  let here = -1;
  let jumping = false;

  function move(step) {
    const all = rows();
    if (!all.length) return;
    all[here]?.classList.remove('here');
    here = Math.max(0, Math.min(all.length - 1, here + step));
    all[here].classList.add('here');
    all[here].scrollIntoView({ block: 'nearest' });
    (all[here].querySelector('a') ?? all[here].querySelector('button'))?.focus({ preventScroll: true });
  }

  function choose() {
    const box = rows()[here]?.querySelector('input[type=checkbox]');
    if (box) box.click();
  }

  // A search answers while one types. Leaving its field would ask the same again, and the answer take away the very link
  // that is being clicked.
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-filters] input[type=search]')) event.stopPropagation();
  }, true);

  function step(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      document.querySelectorAll('.menu[open]').forEach((menu) => (menu.open = false));
      if (typing(event.target)) event.target.blur();
      return;
    }
    if (typing(event.target) || localStorage.getItem('keys') === 'off') return;
    const key = event.key;
    if (jumping) {
      jumping = false;
      const link = document.querySelector(`[data-go="${go[key.toLowerCase()]}"]`);
      if (link) link.click();
      return;
    }
    const does = {
      '/': () => (document.querySelector('[data-filters] input[type=search]') ?? document.querySelector('.find input'))?.focus(),
      j: () => move(1),
      k: () => move(-1),
      x: choose,
      g: () => (jumping = true),
      '?': () => (location.href = '/console/keys'),
    }[key];
    if (does) {
      event.preventDefault();
      does();
    }
  }

  function say(form) {
    const boxes = [...document.querySelectorAll(`input[form="${form.id}"]`)];
    const chosen = boxes.filter((box) => box.checked).length;
    form.querySelector('[data-chosen]').textContent = chosen ? `${chosen} chosen` : 'Choose rows';
    boxes.forEach((box) => box.closest('tr').setAttribute('aria-selected', box.checked));
  }

  function changed(event) {
    const el = event.target;
    if (el.matches('[data-all]')) {
      el.closest('table').querySelectorAll('tbody input[type=checkbox]').forEach((box) => (box.checked = el.checked));
    }
    document.querySelectorAll('form.bulk').forEach(say);
  }

  function colour(event) {
    const twin = event.target.dataset?.for;
    if (twin) {
      const field = document.getElementById(twin);
      field.value = event.target.value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }

  let waiting;
  function preview(event) {
    const form = event.target.closest?.('form[data-preview]');
    if (!form) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const answer = await fetch(form.dataset.preview, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: 'text/html', 'X-Part': 'preview' },
      });
      if (answer.ok) document.getElementById('preview').srcdoc = await answer.text();
    }, 350);
  }

  // The journey editor: arrows walk the steps, + adds after, Del takes out, Z takes back, Esc closes. Each has its button too.
  function edits(event) {
    const editor = document.getElementById('editor');
    if (!editor || typing(event.target) || event.altKey || localStorage.getItem('keys') === 'off') return;
    const steps = [...editor.querySelectorAll('a.step:not(.jump)')];
    const at = steps.indexOf(document.activeElement);
    const press = (found) => found && (event.preventDefault(), found.click());
    const command = event.ctrlKey || event.metaKey;
    if (event.key.toLowerCase() === 'z' && !event.shiftKey) return press(editor.querySelector('[data-undo]'));
    if (command) return;
    if (event.key === 'r') return press(editor.querySelector('[data-key=r]'));
    if (event.key === 'Escape') return press(editor.querySelector('[data-close]'));
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (at < 0 && !event.target.closest('.canvas')) return;
      event.preventDefault();
      steps[Math.max(0, Math.min(steps.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
    } else if (event.key === '+' && at >= 0) {
      const all = [...editor.querySelectorAll('a.step, a.plus')];
      press(all.slice(all.indexOf(steps[at])).find((el) => el.matches('.plus')));
    } else if (event.key === 'Delete' && at >= 0 && steps[at].dataset.removal) {
      event.preventDefault();
      const form = editor.querySelector('form[data-remove]');
      form.action = steps[at].dataset.removal;
      form.requestSubmit();
    }
  }
  document.addEventListener('keydown', edits);

  // What is entered of a text is drawn into its frame by the form's own button; without script one presses it.
  let drawing;
  document.addEventListener('input', (event) => {
    const form = event.target.closest?.('form[data-letter]');
    const button = form?.querySelector('[data-draw]');
    if (!button) return;
    clearTimeout(drawing);
    drawing = setTimeout(() => form.requestSubmit(button), 450);
  });

  document.addEventListener('keydown', step);
  document.addEventListener('change', changed);
  document.addEventListener('input', colour);
  document.addEventListener('input', preview);
  document.addEventListener('click', (event) => {
    document.querySelectorAll('.menu[open]').forEach((menu) => menu.contains(event.target) || (menu.open = false));
  });
  const keys = document.getElementById('keys-switch');
  if (keys) {
    keys.hidden = false;
    keys.closest('p').hidden = false;
    keys.checked = localStorage.getItem('keys') !== 'off';
    keys.addEventListener('change', () => localStorage.setItem('keys', keys.checked ? 'on' : 'off'));
  }
})();
