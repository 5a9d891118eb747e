// A card in other formats: pure functions from a ModelCard to text.
export {};
