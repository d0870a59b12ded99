/** Lays canvases of one size over each other, on a background, as a PNG. */
export async function compose(layers: readonly HTMLCanvasElement[], background: string): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, ...layers.map(({ width }) => width));
  canvas.height = Math.max(1, ...layers.map(({ height }) => height));
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser has no 2D canvas.");
  context.fillStyle = background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of layers) if (layer.width > 0 && layer.height > 0) context.drawImage(layer, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be written."))),
      "image/png",
    );
  });
}
