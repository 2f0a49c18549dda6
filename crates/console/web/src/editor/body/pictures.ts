/* Addresses of stored pictures. Apart from the schema, so that reading a text needs no editor. */

/** Address of a stored picture; width in pixels picks a smaller copy. */
export const pictureUrl = (sha256: string, width = 960): string => `/api/v1/assets/${encodeURIComponent(sha256)}?w=${width}`
