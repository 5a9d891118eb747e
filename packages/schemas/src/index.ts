// The only definition of each shape that crosses rooms.
export * from './acceptance.ts';
export * from './card-yaml.ts';
export * from './evaluation.ts';
export * from './evidence.ts';
export * from './explanation.ts';
export * from './figure.ts';
export * from './format-figure.ts';
export * from './metric-number.ts';
export * from './model-card.ts';
export * from './model-manifest.ts';
export * from './primitives.ts';
export * from './report.ts';
export * from './run-record.ts';
export * from './seal.ts';
export * from './site-config.ts';
export * from './typed-number.ts';
