import { binomialCoefficient } from '@modelfolio/statistics/binomial-coefficient';

/**
 * The combination of a rank in the combinatorial number system (Knuth, The Art of Computer Programming 4A, 7.2.1.3).
 *
 * @param rank from 0 to below the number of combinations, which is below 2^53
 * @returns `chosen` numbers below `all`, falling
 */
export function unrankCombination(rank: number, all: number, chosen: number): number[] {
  const members: number[] = [];
  let left = rank;
  let member = all;
  for (let place = chosen; place > 0; place--) {
    let ways: number;
    do ways = binomialCoefficient(--member, place);
    while (ways > left);
    left -= ways;
    members.push(member);
  }
  return members;
}
