/**
 * What a page of ours may load: its own files and nothing else. No inline script or style, no frame, no foreign
 * address; `data:` and `blob:` only as images, for exported pictures.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** On every answer of both kinds of hub. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** On every answer of a hub that is reached by https: browsers come back no other way for a year. */
export const onlyHttps: Readonly<Record<string, string>> = { "strict-transport-security": "max-age=31536000" };
