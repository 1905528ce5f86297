export function io(options: Record<string, unknown>): any
