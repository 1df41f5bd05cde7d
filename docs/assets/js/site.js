/**
 * What every page can do: switch the colour scheme, send a search to the search page,
 * keep the last searches on the device, and load the search once it is wanted.
 */
(function () {
  'use strict';

  const root = document.documentElement;
  const digest = (window.PaperDigest = window.PaperDigest || {});

  function isDark() {
    if (root.dataset.theme) return root.dataset.theme === 'dark';
    return matchMedia('(prefers-color-scheme: dark)').matches;
  }

  function make(tag, properties, attributes) {
    const element = Object.assign(document.createElement(tag), properties);
    for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]);
    return element;
  }

  /** The pages of papers come without what does nothing without scripts, to be small. */
  function completePage() {
    const header = document.querySelector('.top-inner');
    if (!header || header.querySelector('.theme-toggle')) return;
    const form = make('form', { className: 'site-search' }, {
      role: 'search', action: `${root.dataset.base || './'}search.html`,
    });
    const label = 'Search all papers';
    form.append(make('input', { type: 'search', name: 'q', placeholder: 'Search papers' }, { 'aria-label': label }));
    const name = 'Switch between light and dark';
    header.append(form, make('button', { type: 'button', className: 'theme-toggle' }, { 'aria-label': name }));
    const help = { type: 'button', className: 'help-open', textContent: 'Keyboard' };
    document.querySelector('.bottom-links').append(' ', make('button', help, {}));
  }

  function setUpThemeToggle() {
    const button = document.querySelector('.theme-toggle');
    if (!button) return;
    button.hidden = false;
    button.addEventListener('click', () => {
      const theme = isDark() ? 'light' : 'dark';
      root.dataset.theme = theme;
      try {
        localStorage.setItem('paper-digest.theme', theme);
      } catch (error) {
        // The choice holds for this page only.
      }
    });
  }

  // Recent searches. They stay on the device; where storage is closed, there are none.

  const RECENT = 'paper-digest.recent';
  const MOST_RECENT = 10;
  const LONGEST_RECENT = 200;

  /** @returns {string[]} queries, the last one first */
  function listRecent() {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT));
      if (!Array.isArray(kept)) return [];
      return kept.filter((text) => text && typeof text === 'string').slice(0, MOST_RECENT);
    } catch (error) {
      return [];
    }
  }

  function keepRecent(queries) {
    try {
      if (queries.length) localStorage.setItem(RECENT, JSON.stringify(queries));
      else localStorage.removeItem(RECENT);
    } catch (error) {
      // Nothing is kept.
    }
  }

  /** @param {string} query that was sent off or led to a paper */
  function addRecent(query) {
    const text = query.trim();
    if (!text || text.length > LONGEST_RECENT) return;
    const others = listRecent().filter((one) => one.toLowerCase() !== text.toLowerCase());
    keepRecent([text, ...others].slice(0, MOST_RECENT));
  }

  /** Fill the search page's list of recent searches, or hide it. */
  function showRecent() {
    const section = document.getElementById('search-recent');
    if (!section) return;
    const queries = listRecent();
    section.hidden = !queries.length;
    section.querySelector('ul').replaceChildren(
      ...queries.map((query) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = '?' + new URLSearchParams({ q: query });
        link.textContent = query;
        item.append(link);
        return item;
      }),
    );
  }

  function clearRecent() {
    keepRecent([]);
    showRecent();
  }

  digest.recent = { list: listRecent, add: addRecent, clear: clearRecent, show: showRecent };

  // The search: nothing of it is loaded before a reader goes to a search box.

  const DATA = 'assets/search/data/';
  /** Scripts by what they are for, in their order, and what is there once they have run. */
  const PARTS = {
    box: { files: ['box'], made: 'Box' },
    page: { files: ['page'], made: 'Page' },
    search: { files: ['lunr', 'search', 'manifest'], made: 'find' },
  };
  const loading = {};

  /** A file of the search is not there, or is not what it should be. */
  class LoadError extends Error {}

  function addScript(file, folder = DATA) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${root.dataset.base || './'}${folder}${file}`;
      // They are fetched together and run in this order.
      script.async = false;
      script.onload = resolve;
      script.onerror = () => reject(new LoadError(`${folder}${file} could not be loaded.`));
      document.head.append(script);
    });
  }

  function isThere(part) {
    return Boolean(digest.search && digest.search[PARTS[part].made]);
  }

  async function loadFiles(part) {
    if (isThere(part)) return;
    await Promise.all(PARTS[part].files.map((name) => addScript(`${name}.js`)));
    if (!isThere(part)) throw new LoadError(`${DATA}${part}.js is damaged.`);
  }

  /**
   * @param {"box"|"page"|"search"} part what follows the reader under a search box, on the
   *   search page, and what finds
   * @returns {Promise<void>} loaded once; what failed is tried again
   */
  function load(part) {
    if (!loading[part]) {
      loading[part] = loadFiles(part).catch((error) => {
        delete loading[part];
        throw error;
      });
    }
    return loading[part];
  }

  // Data beside the pages: shards of citations and keys, what is new.

  const data = new Map();
  const received = {};

  /** Is called by the files of data, each with its name, what it holds, and of which build. */
  function receive(name, value, token) {
    received[name] = { value, token };
  }

  async function loadData(name, { version, token }) {
    await addScript(version ? name + '.js?' + version : name + '.js', 'assets/data/');
    if (!(name in received)) throw new LoadError(`assets/data/${name}.js is damaged.`);
    const { value, token: its } = received[name];
    delete received[name];
    // Papers are numbered anew by each build: numbers of two lead to the wrong ones.
    if (its && token && its !== token) {
      throw new LoadError('The site has changed since this page was opened: load it again.');
    }
    return value;
  }

  /**
   * @param {string} name of a file of assets/data/ without its ending
   * @returns {Promise<*>} what it holds, loaded once; what failed is tried again
   */
  async function fetchData(name) {
    const index = name === 'index' ? {} : await fetchData('index');
    if (!data.has(name)) {
      const loaded = loadData(name, index).catch((error) => {
        data.delete(name);
        throw error;
      });
      data.set(name, loaded);
    }
    return data.get(name);
  }

  const bundles = {};

  /**
   * @param {string} bundle of scripts, see generator/reader/scripts.py
   * @returns {Promise<void>} run once; what failed is tried again
   */
  function loadScript(bundle) {
    if (!bundles[bundle]) {
      bundles[bundle] = addScript(`${bundle}.js`, 'assets/built/').catch((error) => {
        delete bundles[bundle];
        throw error;
      });
    }
    return bundles[bundle];
  }

  Object.assign(digest, { load, LoadError, addScript, fetchData, receive, loadScript });

  // Search boxes.

  /** Load what belongs to a box; it takes over from there. */
  function open(form) {
    const part = form.id === 'search-form' ? 'page' : 'box';
    return load(part).then(() => digest.search[PARTS[part].made].open(form), tellFailure);
  }

  function tellFailure(error) {
    const status = document.getElementById('search-status');
    if (!status) return;
    const retry = document.createElement('a');
    retry.href = location.href;
    retry.textContent = 'Try again';
    status.replaceChildren(`The search could not be loaded. ${error.message} `, retry);
  }

  function ignore() {
    // Whoever asks next is told.
  }

  function setUpSearchBoxes() {
    for (const form of document.querySelectorAll('form[role="search"]')) {
      const field = form.elements.q;
      field.id = field.id || 'q';
      Object.assign(field, { autocomplete: 'off', spellcheck: false, enterKeyHint: 'search' });
      for (const type of ['focusin', 'pointerdown', 'input']) {
        form.addEventListener(type, () => open(form));
      }
      // What finds is on its way while the reader still types.
      form.addEventListener('input', () => load('search').catch(ignore), { once: true });
    }
  }

  function setUpSearchPage() {
    const form = document.getElementById('search-form');
    if (!form) return;
    showRecent();
    document.querySelector('#search-recent button').addEventListener('click', clearRecent);
    const field = form.elements.q;
    const asked = (new URLSearchParams(location.search).get('q') || '').trim();
    if (asked) {
      field.value = asked;
      load('search').catch(ignore);
      open(form);
    }
    // Whoever comes back is in the middle of the results; a touch screen has no arrows.
    const isNew = !history.state && matchMedia('(pointer: fine)').matches;
    if (!asked || isNew) field.focus({ preventScroll: true });
  }

  /** The page's policy forbids forms to send: the query becomes part of the address. */
  function setUpSending() {
    document.addEventListener('submit', (event) => {
      const form = event.target;
      if (event.defaultPrevented || form.getAttribute('role') !== 'search') return;
      event.preventDefault();
      const query = form.elements.q.value.trim();
      const address = new URL(form.getAttribute('action'), location.href);
      if (query) address.searchParams.set('q', query.slice(0, 2000));
      addRecent(query);
      location.href = address.href;
    });
  }

  completePage();
  setUpThemeToggle();
  // The search page puts the cursor into its box: that is not yet the reader's doing.
  setUpSearchPage();
  setUpSearchBoxes();
  setUpSending();
})();
