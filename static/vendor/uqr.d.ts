export function renderSVG(text: string, options?: { border?: number }): string
