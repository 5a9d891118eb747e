declare module '*?gz' {
  const file: import('./engine/inference-engine.ts').ServedFile;
  export default file;
}
