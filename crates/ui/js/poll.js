import { region } from "./fetch.js";

// <div id="maju" data-poll="/url" data-selang="1000">: replaced until the server sends it without data-poll.
export function poll(element) {
  let current = element;
  let misses = 0;
  const turn = async () => {
    const fresh = await region(current.dataset.poll, current.id).catch(() => null);
    if (fresh) {
      misses = 0;
      current.replaceWith(fresh);
      current = fresh;
    } else {
      misses += 1;
    }
    if (current.dataset.lanjut) location.assign(current.dataset.lanjut);
    else if (current.dataset.poll) later();
  };
  // A weak line is asked less and less often, at most every half minute.
  const later = () => setTimeout(turn, Math.min(30000, (Number(current.dataset.selang) || 1500) * 2 ** misses));
  later();
}
