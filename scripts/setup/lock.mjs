/** One set-up at a time: two commands started together must not install into one folder. */
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { say, SetupError, statePath } from "./run.mjs";

const heartbeat = 5_000;
/** A holder that has not touched its lock for so long is gone, wherever it ran. */
const abandonedAfter = 60_000;
const patience = 15 * 60_000;

const me = `${hostname()} ${process.pid} ${Date.now()}`;

/** Whether the process named in a lock is known to have ended. */
function hasEnded(owner) {
  const [host, pid] = owner.split(" ");
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function readOwner(lock) {
  try {
    return readFileSync(path.join(lock, "owner"), "utf8");
  } catch {
    return "";
  }
}

function isStale(lock, owner) {
  if (hasEnded(owner)) return true;
  const touched = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return touched !== undefined && Date.now() - touched > abandonedAfter;
}

/** Takes a stale lock away; puts it back if another waiter was quicker and it is a new one. */
function takeAway(lock, owner) {
  const aside = `${lock}-stale-${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (readOwner(aside) === owner) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, lock);
}

/** A folder renamed into place has its owner's name in it from the first moment. */
function tryLock(lock) {
  const mine = `${lock}-${process.pid}`;
  mkdirSync(mine, { recursive: true });
  writeFileSync(path.join(mine, "owner"), me);
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    if (["ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code)) return false;
    throw error;
  }
}

async function acquire(lock) {
  const started = Date.now();
  for (let told = false; !tryLock(lock);) {
    const owner = readOwner(lock);
    if (owner && isStale(lock, owner)) {
      say("taking over from a set-up that did not finish");
      takeAway(lock, owner);
      continue;
    }
    if (!told) say("another command is setting up this clone; waiting for it");
    told = true;
    if (Date.now() - started > patience) {
      throw new SetupError(
        "another set-up has been running for 15 minutes.",
        `End it (host, process id, start: ${owner}) and try again.`,
      );
    }
    await sleep(250);
  }
}

export async function withLock(work) {
  const lock = statePath("lock");
  await acquire(lock);
  const beat = setInterval(() => {
    if (readOwner(lock) === me) utimesSync(lock, new Date(), new Date());
  }, heartbeat);
  const release = () => readOwner(lock) === me && rmSync(lock, { recursive: true, force: true });
  process.once("exit", release);
  try {
    await work();
  } finally {
    clearInterval(beat);
    release();
    process.removeListener("exit", release);
  }
}
