const adjectives =
  'able agile amber bold brave bright calm careful clear clever cosy curious deft eager early fair fast fine fond free fresh gentle glad golden grand happy hardy honest humble keen kind lively loud lucky merry mild mighty neat nimble noble patient polite proud quick quiet rapid rare ready rich robust round sharp shiny silent simple sincere smart smooth snowy soft solid steady still strong sunny sure swift tender thoughtful tidy tough trusty upbeat vast vivid warm wise witty zesty'.split(
    ' ',
  );
const nouns =
  'ant badger bat bear beaver bee bison boar bream carp cat cod colt crab crane crow deer dove duck eagle eel elk falcon finch fish fly fox frog gnu goat goose grouse gull hare hawk hen heron horse hound ibis jay kite kit koi lark lynx mare mink mole moose moth mouse mule newt otter owl ox panda perch pig pike pug quail ram rat raven robin rook roo seal shad shark sheep shrew shrike skink slug snail snipe sole squid stag stork swan tern toad trout vole wasp whale wolf wren yak'.split(
    ' ',
  );

/**
 * A name for a run that was given none, as MLflow gives one: `quick-heron-412`.
 *
 * @param random whole numbers from 0 to below its argument
 */
export function randomName(random: (below: number) => number): string {
  return `${adjectives[random(adjectives.length)]}-${nouns[random(nouns.length)]}-${random(1000)}`;
}
