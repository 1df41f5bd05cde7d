/** The dialog that lists the keys, with the switch that turns single keys off. */
(() => {
  "use strict";
  const digest = window.PaperDigest;
  const { button, make } = digest.elements;

  const ROWS = [
    [["/"], "go to the search box"],
    [["j", "k"], "next and previous paper; on a paper’s page, of the list it was opened from"],
    [["o", "Enter"], "open the paper"],
    [["s"], "star: put it on the reading list, or take it off"],
    [["r"], "mark it as read, or as unread"],
    [["x"], "hide it from lists, or show it again"],
    [["?"], "show these keys"],
  ];
  const ALWAYS = [
    [["↓", "↑"], "on the search page, from the box through the results"],
    [["Esc"], "leave the results for the box; close a dialog"],
  ];

  const makeRow = ([keys, text]) => {
    const names = keys.flatMap((key, place) => [place ? " " : "", make("kbd", "", key)]);
    return make("div", "", make("dt", "", ...names), make("dd", "", text));
  };

  const makeSwitch = () => {
    const box = make("input", "");
    box.type = "checkbox";
    box.setAttribute("role", "switch");
    box.addEventListener("change", () => {
      digest.keyboard.setOn(box.checked);
      show(box);
    });
    return box;
  };

  const list = (rows) => make("dl", "help-keys", ...rows.map(makeRow));

  const makeDialog = () => {
    const box = makeSwitch();
    const label = make("label", "help-switch", box, " Single-key shortcuts");
    const heading = make("h2", "", "Keyboard");
    heading.id = "help-title";
    const single = list(ROWS);
    const note = make("p", "help-note", "These always work, and every control is reached by Tab:");
    const close = button("action", () => dialog.close(), "Close");
    const head = make("div", "help-head", heading, close);
    const dialog = make("dialog", "help", head, label, single, note, list(ALWAYS));
    dialog.setAttribute("aria-labelledby", heading.id);
    // A click on the dialog itself, not on what is in it, hits the backdrop or the rim.
    dialog.addEventListener("click", (event) => {
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      const { clientX: x, clientY: y } = event;
      const isInside = x >= left && x <= right && y >= top && y <= bottom;
      if (event.target === dialog && !isInside) dialog.close();
    });
    document.body.append(dialog);
    return { dialog, box };
  };

  const show = (box) => {
    box.checked = digest.keyboard.isOn();
    box.closest("dialog").classList.toggle("is-off", !box.checked);
  };

  let made = null;

  /** Open it; closing leads the focus back to where it was. */
  const open = () => {
    made = made || makeDialog();
    show(made.box);
    if (!made.dialog.open) made.dialog.showModal();
  };

  digest.help = { open };
})();
