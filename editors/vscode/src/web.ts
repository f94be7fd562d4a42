/** Addresses that a click may open. Pure. */

/** Whether an address is one of the web, and nothing that could run anything. */
export function isWebAddress(address: string): boolean {
  try {
    return ["https:", "http:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
