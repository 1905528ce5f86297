export function useCallback<F>(fn: F, inputs: unknown[]): F
export function useEffect(fn: () => void | (() => void), inputs?: unknown[]): void
export function useId(): string
export function useLayoutEffect(fn: () => void | (() => void), inputs?: unknown[]): void
export function useMemo<T>(fn: () => T, inputs: unknown[]): T
export function useRef<T = any>(initial: T | null): { current: T | null }
export function useState<T = any>(initial?: T | (() => T)): [T, (next: T | ((before: T) => T)) => void]
