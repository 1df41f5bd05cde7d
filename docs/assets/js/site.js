/* What every page can do: switch the colour scheme, send a search to the search page. */
(function () {
  'use strict';

  const root = document.documentElement;

  function isDark() {
    if (root.dataset.theme) return root.dataset.theme === 'dark';
    return matchMedia('(prefers-color-scheme: dark)').matches;
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

  /** The page's policy forbids forms to send: the query becomes part of the address. */
  function setUpSearchForms() {
    for (const form of document.querySelectorAll('form.site-search')) {
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        const query = new FormData(form).get('q').trim();
        const address = new URL(form.getAttribute('action'), location.href);
        if (query) address.searchParams.set('q', query);
        location.href = address.href;
      });
    }
  }

  function isTyping(target) {
    return target instanceof Element && target.closest('input, textarea, select, [contenteditable]');
  }

  function setUpShortcut() {
    document.addEventListener('keydown', (event) => {
      const plain = !(event.ctrlKey || event.metaKey || event.altKey);
      if (event.key !== '/' || !plain || isTyping(event.target)) return;
      const field = document.querySelector('#search-input, .hero-search input, .site-search input');
      if (!field) return;
      event.preventDefault();
      field.focus();
    });
  }

  setUpThemeToggle();
  setUpSearchForms();
  setUpShortcut();
})();
