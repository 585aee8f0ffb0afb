/* What a person is told where the server refuses or fails to answer a callback.
 *
 * Dash tells the console and nobody else. The server answers with a sentence, and with a reference
 * where the log has more: both are shown beside the tools of the header, as any other notice. */
(function () {
  "use strict";

  const STAYS = 20_000;
  const ask = window.fetch;

  const isCallback = (asked) => String(asked?.url ?? asked).includes("_dash-update-component");

  const say = (key, values) => window.dash_clientside.share.confirm(key, values, STAYS);

  window.fetch = async function (asked, options) {
    if (!isCallback(asked)) return ask.call(window, asked, options);
    try {
      const answer = await ask.call(window, asked, options);
      if (!answer.ok) say("server", { sentence: (await answer.clone().text()).trim().slice(0, 300) });
      return answer;
    } catch (error) {
      // A page that is left drops what it asked for: nobody is there to be told.
      if (error.name !== "AbortError" && document.visibilityState === "visible") say("unreachable", {});
      throw error;
    }
  };
})();
