/* Sets the colour scheme before the page is drawn; the reader's choice stays on the device. */
(function () {
  'use strict';
  // What needs a script is shown only where scripts run.
  document.documentElement.classList.add('js');
  try {
    var chosen = localStorage.getItem('paper-digest.theme');
    if (chosen === 'light' || chosen === 'dark') {
      document.documentElement.dataset.theme = chosen;
    }
  } catch (error) {
    // Storage is closed to this page: the device's own scheme holds.
  }
})();
