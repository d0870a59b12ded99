/** A picture that stays on the graphics card, of as many device pixels as were asked for last. */
export type KeptPicture = {
  /** Where to draw it. */
  frame: WebGLFramebuffer;
  /** Makes it empty, and of this size. */
  clear(width: number, height: number): void;
  /** Copies all of it over the screen's picture. */
  copyToScreen(): void;
  kill(): void;
};

export function createKeptPicture(gl: WebGL2RenderingContext): KeptPicture {
  const frame = gl.createFramebuffer();
  let texture: WebGLTexture | null = null;
  let size = { width: 0, height: 0 };

  const resize = (width: number, height: number) => {
    gl.deleteTexture(texture);
    texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
    gl.bindTexture(gl.TEXTURE_2D, null);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    size = { width, height };
  };

  return {
    frame,
    clear(width, height) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
      if (size.width !== width || size.height !== height) resize(width, height);
      gl.clear(gl.COLOR_BUFFER_BIT);
    },
    copyToScreen() {
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, frame);
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
      const { width, height } = size;
      gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    },
    kill() {
      gl.deleteFramebuffer(frame);
      gl.deleteTexture(texture);
    },
  };
}
