// Fetches a page and returns the element with this id from it, or null. The server sends the same page as
// without scripts; only one region of it is used.
export async function region(url, id, options = {}) {
  const answer = await fetch(url, { credentials: "same-origin", headers: { "X-Balai-Langsung": "1" }, ...options });
  if (!answer.ok || answer.redirected) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById(id);
}

export function debounce(ms, act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
}
