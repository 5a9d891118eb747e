/**
 * A number that the author of a text typed and says so: `{{typed: 50 %}}`. No record holds it; it is shown with that mark.
 * The first group is what is shown.
 */
export const typedNumber = /\{\{\s*typed:\s*([^{}]*?)\s*\}\}/g;
