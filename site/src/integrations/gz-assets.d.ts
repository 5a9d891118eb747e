declare module '*?gz' {
  const file: import('@modelfolio/pages/engine/inference-engine').ServedFile;
  export default file;
}
