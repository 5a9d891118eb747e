/** What both servers answer: a prediction of a small model. */
export const answer = { model: { id: 'penguin-size' }, predictions: [{ values: { body_mass_g: 4802.278 } }] };
