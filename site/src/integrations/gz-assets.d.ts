declare module '*?gz' {
  const file: import('../demos/engine/inference-engine.ts').ServedFile;
  export default file;
}
