import { BoundedCache } from './bounded-cache.ts';
import { redactAddress } from './redact-address.ts';
import { redactAssignments } from './redact-assignments.ts';
import { redactEmails } from './redact-emails.ts';
import { redactHosts } from './redact-hosts.ts';
import { redactPaths } from './redact-paths.ts';
import { redactShapes } from './redact-shapes.ts';
import type { Rule, TakeOut } from './replace.ts';

const addresses: Rule = (text, takeOut) => redactAddress(text, (found) => takeOut('secret', found));

const rules = [redactShapes, addresses, redactAssignments, redactPaths, redactEmails, redactHosts];
/** Texts in which no rule found anything: so it is whatever may stay. */
const harmless = new BoundedCache<true>();

/**
 * The rules of a text that a machine wrote: every kind. Secrets first, as they may hold what looks like a path or an address
 * of e-mail.
 */
export function redactText(users: Rule): Rule {
  return (text, takeOut) => {
    if (harmless.get(text)) return users(text, takeOut);
    let asked = false;
    const ask: TakeOut = (kind, found) => {
      asked = true;
      return takeOut(kind, found);
    };
    const shown = rules.reduce((before, rule) => rule(before, ask), text);
    if (!asked) harmless.set(text, true);
    return users(shown, takeOut);
  };
}

/** What no example has: long, and of letters and digits. */
const realValue = /^(?=.*\d)(?=.*[A-Za-z])[\w+/=.~-]{20,}$/;
/** Passwords of examples. */
const examplePassword =
  /^(?:[^:]*)$|:(?:pass(?:word|wd)?|pw|pwd|secret|token|changeme|hunter2|example|user|x|p|…|\*+|[<${%[].*)$/i;

/**
 * The rules of a text that a person wrote for readers: only what lets somebody in. Addresses of e-mail, paths and hosts
 * stand there on purpose, and a password of an example is none.
 */
export const redactWritten: Rule = (text, takeOut) => {
  const open = redactAddress(
    redactShapes(text, takeOut),
    (found) =>
      (found.includes(':') ? !examplePassword.test(found) : realValue.test(found)) &&
      takeOut('secret', found),
  );
  return redactAssignments(
    open,
    (kind, found) => kind === 'secret' && realValue.test(found) && takeOut(kind, found),
  );
};
