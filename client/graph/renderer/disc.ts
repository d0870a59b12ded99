import { NodeProgram, type NodeProgramType } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { Pattern } from "../marks.ts";

const vertexShader = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_ring;
attribute vec4 a_back;
attribute vec2 a_position;
attribute float a_size;
attribute float a_pattern;
attribute float a_angle;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;

varying vec4 v_color;
varying vec4 v_ring;
varying vec4 v_back;
varying vec2 v_offset;
varying float v_radius;
varying float v_pixel;
varying float v_pattern;

const float bias = 255.0 / 254.0;

void main() {
  // A triangle that encloses the disc; its corners are at twice the radius.
  float reach = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 offset = reach * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + offset, 1.0)).xy, 0.0, 1.0);
  v_offset = offset;
  v_radius = reach / 2.0;
  v_pixel = u_correctionRatio * 2.0;
  v_pattern = a_pattern;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_ring = a_ring;
  v_back = a_back;
  v_color.a *= bias;
  v_ring.a *= bias;
  v_back.a *= bias;
}
`;

const fragmentShader = /* glsl */ `
precision highp float;

varying vec4 v_color;
varying vec4 v_ring;
varying vec4 v_back;
varying vec2 v_offset;
varying float v_radius;
varying float v_pixel;
varying float v_pattern;

// 1 inside a circle of this radius, 0 outside, with a soft edge of one pixel.
float inside(float radius) {
  return clamp((radius - length(v_offset)) / v_pixel + 0.5, 0.0, 1.0);
}

void main() {
  float disc = inside(v_radius);
  #ifdef PICKING_MODE
  gl_FragColor = disc > 0.5 ? v_color : vec4(0.0);
  #else
  vec4 paint;
  if (v_pattern < 0.5) {                                   // solid, with a thin outline
    paint = mix(v_ring, v_color, inside(v_radius - 1.25 * v_pixel));
  } else if (v_pattern < 1.5) {                            // double: a ring, a gap, a disc
    float gap = max(min(2.0 * v_pixel, v_radius * 0.25), v_radius * 0.14); // A small disc keeps its middle.
    float ring = max(min(2.0 * v_pixel, v_radius * 0.25), v_radius * 0.16);
    paint = mix(v_color, v_back, inside(v_radius - ring));
    paint = mix(paint, v_color, inside(v_radius - ring - gap));
  } else if (v_pattern < 2.5) {                            // hollow: a thick ring only
    paint = mix(v_color, v_back, inside(v_radius - max(2.5 * v_pixel, v_radius * 0.24)));
  } else {                                                 // hatched, with a thin ring
    float stripe = abs(fract((v_offset.x + v_offset.y) / (7.0 * v_pixel)) - 0.5) * 2.0;
    vec4 hatch = mix(v_back, v_color, smoothstep(0.4, 0.6, stripe));
    paint = mix(v_color, hatch, inside(v_radius - 1.5 * v_pixel));
  }
  gl_FragColor = paint * disc;
  #endif
}
`;

const patternCode: Record<Pattern, number> = { solid: 0, double: 1, hollow: 2, hatched: 3 };

/** What the program draws, beside what Sigma knows of a node. */
type DiscData = NodeDisplayData & { ring?: string; pattern?: Pattern };

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;

/** The directions of a triangle's corners from its middle, in radians. */
const corners = [0, (2 * Math.PI) / 3, (4 * Math.PI) / 3];

/**
 * A WebGL program for discs with one of four patterns, so that a status is told by shape as well as by colour.
 * `background` gives the colour behind gaps at the moment a node is uploaded.
 * Not instanced: drawing in software takes each instance for a drawing of its own, and thousands then take far longer.
 */
export function createDiscProgram(background: () => string): NodeProgramType {
  return class extends NodeProgram<"u_sizeRatio" | "u_correctionRatio" | "u_matrix"> {
    getDefinition() {
      const color = { size: 4, type: UNSIGNED_BYTE, normalized: true };
      return {
        VERTICES: 3,
        VERTEX_SHADER_SOURCE: vertexShader,
        FRAGMENT_SHADER_SOURCE: fragmentShader,
        METHOD: TRIANGLES,
        UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const,
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_pattern", size: 1, type: FLOAT },
          { name: "a_color", ...color },
          { name: "a_ring", ...color },
          { name: "a_back", ...color },
          { name: "a_id", ...color },
          { name: "a_angle", size: 1, type: FLOAT },
        ],
      };
    }

    processVisibleItem(nodeIndex: number, start: number, data: DiscData) {
      const corner = [
        data.x,
        data.y,
        data.size,
        patternCode[data.pattern ?? "solid"],
        floatColor(data.color),
        floatColor(data.ring ?? data.color),
        floatColor(background()),
        nodeIndex,
        0,
      ];
      for (const [index, angle] of corners.entries()) {
        corner[corner.length - 1] = angle;
        this.array.set(corner, start + index * corner.length);
      }
    }

    setUniforms(
      { sizeRatio, correctionRatio, matrix }: RenderParams,
      { gl, uniformLocations }: Parameters<NodeProgram["setUniforms"]>[1],
    ) {
      gl.uniform1f(uniformLocations.u_sizeRatio ?? null, sizeRatio);
      gl.uniform1f(uniformLocations.u_correctionRatio ?? null, correctionRatio);
      gl.uniformMatrix3fv(uniformLocations.u_matrix ?? null, false, matrix);
    }
  };
}
