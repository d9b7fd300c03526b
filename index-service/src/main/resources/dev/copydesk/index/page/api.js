// Every request goes through here: the token where one is needed, errors as the API says them.

const KEY = "copydesk.token";

export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.message);
    this.status = status;
    this.code = problem.code;
    this.remedy = problem.remedy;
  }
}

function headers() {
  const token = sessionStorage.getItem(KEY);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

export function keepToken(token) {
  sessionStorage.setItem(KEY, token);
}

export function query(parameters) {
  const set = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== "") set.set(name, value);
  }
  return set.toString();
}

async function fetched(path, signal) {
  let response;
  try {
    response = await fetch(path, { headers: headers(), signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, { code: "NOT_REACHED", message: "Copydesk does not answer", remedy: "Is it running? The page tries again by itself" });
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({ code: String(response.status), message: response.statusText }));
  throw new ApiError(response.status, problem);
}

export async function get(path, parameters = {}, signal = undefined) {
  const asked = query(parameters);
  return JSON.parse(await (await fetched(`/api/v1/${path}${asked ? "?" + asked : ""}`, signal)).text(), exact);
}

/** A fingerprint has 64 bits, of which a double would keep 53. */
function exact(name, value, context) {
  return name === "fingerprint" && context?.source && JSON.rawJSON ? JSON.rawJSON(context.source) : value;
}

/** Saves an answer as a file; a link would not carry the token. */
export async function save(path, parameters, name) {
  const response = await fetched(`/api/v1/${path}?${query(parameters)}`);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Calls back with each server-sent event, for as long as the signal lets it; comes again after a break. */
export async function listen(path, parameters, signal, heard) {
  while (!signal.aborted) {
    try {
      const response = await fetched(`/api/v1/${path}?${query(parameters)}`, signal);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let buffer = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        buffer += value;
        const events = buffer.split("\n\n");
        buffer = events.pop();
        for (const event of events) {
          const data = event.split("\n").find((line) => line.startsWith("data: "));
          if (data) heard(JSON.parse(data.slice(6)));
        }
      }
    } catch (error) {
      if (error.name === "AbortError" || error.status === 400 || error.status === 401) return;
    }
    await new Promise((resume) => setTimeout(resume, 2000));
  }
}
