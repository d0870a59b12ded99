import { EdgeProgram, type EdgeProgramType } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

const vertexShader = /* glsl */ `
attribute vec2 a_from;
attribute vec2 a_to;
attribute float a_curvature;
attribute float a_thickness;
attribute float a_radius;
attribute vec4 a_color;
attribute float a_share;
attribute float a_side;
attribute float a_dashed;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_minThickness;

varying vec4 v_color;
varying float v_across;
varying float v_half;
varying float v_pixel;
varying float v_along;
varying float v_dashed;

const float bias = 255.0 / 254.0;
const float arrowLength = 5.0; // in halves of the line's thickness, as its width
const float arrowHalf = 2.0;

vec2 bend;

// On the quadratic curve that alongCurve in geometry.ts describes; here y grows upwards.
vec2 along(float share) {
  return mix(a_from, a_to, share) + 2.0 * share * (1.0 - share) * bend;
}

vec2 normalAt(float share) {
  vec2 way = a_to - a_from + 2.0 * (1.0 - 2.0 * share) * bend;
  return vec2(-way.y, way.x) / max(length(way), 1e-9);
}

// The share at which a point of the curve is so far from its end. Exact on a straight line, and after a step or two on a bent one.
float shareBefore(float distance) {
  float rest = min(distance / max(length(a_to - a_from), 1e-9), 1.0);
  for (int step = 0; step < 3; step++) {
    rest = min(rest * distance / max(length(along(1.0 - rest) - a_to), 1e-9), 1.0);
  }
  return 1.0 - rest;
}

void main() {
  float pixel = u_correctionRatio * 2.0;
  float thin = max(a_thickness / u_sizeRatio, u_minThickness) * u_correctionRatio;
  float radius = a_radius / u_sizeRatio * pixel;
  vec2 way = a_to - a_from;
  bend = a_curvature * vec2(-way.y, way.x);

  bool isLine = a_share <= 1.0;
  bool isTip = a_share > 2.5;
  float base = shareBefore(radius + arrowLength * thin);
  float share = isLine ? a_share * base : isTip ? shareBefore(radius) : base;
  // A pixel more than is painted, for the soft edge.
  v_half = isLine ? thin : isTip ? 0.0 : arrowHalf * thin;
  v_across = isTip ? 0.0 : a_side * (v_half + pixel);
  gl_Position = vec4((u_matrix * vec3(along(share) + v_across * normalAt(isLine ? share : base), 1.0)).xy, 0.0, 1.0);
  v_pixel = pixel;
  v_along = share * length(way) / pixel;
  v_dashed = isLine ? a_dashed : 0.0;
  v_color = a_color;
  v_color.a *= bias;
}
`;

const fragmentShader = /* glsl */ `
precision highp float;

varying vec4 v_color;
varying float v_across;
varying float v_half;
varying float v_pixel;
varying float v_along;
varying float v_dashed;

const float dash = 5.0; // and as much between two, in pixels

void main() {
  float alpha = clamp((v_half - abs(v_across)) / v_pixel + 0.5, 0.0, 1.0);
  float fromMiddle = abs(fract(v_along / (2.0 * dash)) - 0.5) * 2.0 * dash;
  if (v_dashed > 0.5) alpha *= clamp(dash / 2.0 - fromMiddle + 0.5, 0.0, 1.0);
  gl_FragColor = v_color * alpha;
}
`;

/** What the program draws, beside what Sigma knows of an edge. */
type LineData = EdgeDisplayData & { curvature?: number; dashed?: boolean };

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;

/** What of a line each of its vertices is: a share of its way and a side of it; 2 and 3 are an arrow's base and tip. */
function verticesOf(pieces: number): { share: number; side: number }[] {
  const corner = (share: number, side: number) => ({ share, side });
  const line = Array.from({ length: pieces }, (_, piece) => {
    const [start, end] = [piece / pieces, (piece + 1) / pieces];
    return [
      ...[corner(start, -1), corner(start, 1), corner(end, -1)],
      ...[corner(end, -1), corner(start, 1), corner(end, 1)],
    ];
  }).flat();
  return [...line, corner(2, -1), corner(2, 1), corner(3, 0)];
}

/**
 * A WebGL program for lines, dashed or not, with an arrow at the disc that they lead to. Bent ones are made of straight `pieces`. Like the
 * discs, not instanced: drawing in software takes each instance for a drawing of its own.
 */
export function createLineProgram(pieces: number): EdgeProgramType {
  const vertices = verticesOf(pieces);
  return class extends EdgeProgram<"u_matrix" | "u_sizeRatio" | "u_correctionRatio" | "u_minThickness"> {
    getDefinition() {
      return {
        VERTICES: vertices.length,
        VERTEX_SHADER_SOURCE: vertexShader,
        FRAGMENT_SHADER_SOURCE: fragmentShader,
        METHOD: TRIANGLES,
        UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_minThickness"] as const,
        ATTRIBUTES: [
          { name: "a_from", size: 2, type: FLOAT },
          { name: "a_to", size: 2, type: FLOAT },
          { name: "a_curvature", size: 1, type: FLOAT },
          { name: "a_thickness", size: 1, type: FLOAT },
          { name: "a_radius", size: 1, type: FLOAT },
          { name: "a_dashed", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_share", size: 1, type: FLOAT },
          { name: "a_side", size: 1, type: FLOAT },
        ],
      };
    }

    processVisibleItem(_: number, start: number, from: NodeDisplayData, to: NodeDisplayData, data: LineData) {
      const { curvature = 0, dashed = false, size, color } = data;
      const ends = [from.x, from.y, to.x, to.y];
      const vertex = [...ends, curvature, size, to.size, Number(dashed), floatColor(color), 0, 0];
      let at = start;
      for (const { share, side } of vertices) {
        vertex[vertex.length - 2] = share;
        vertex[vertex.length - 1] = side;
        this.array.set(vertex, at);
        at += vertex.length;
      }
    }

    setUniforms(
      { sizeRatio, correctionRatio, matrix, minEdgeThickness }: RenderParams,
      { gl, uniformLocations }: Parameters<EdgeProgram["setUniforms"]>[1],
    ) {
      gl.uniform1f(uniformLocations.u_sizeRatio ?? null, sizeRatio);
      gl.uniform1f(uniformLocations.u_correctionRatio ?? null, correctionRatio);
      gl.uniform1f(uniformLocations.u_minThickness ?? null, minEdgeThickness);
      gl.uniformMatrix3fv(uniformLocations.u_matrix ?? null, false, matrix);
    }
  };
}
