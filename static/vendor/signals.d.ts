export interface Signal<T = any> {
  value: T
  peek(): T
  subscribe(fn: (value: T) => void): () => void
}
export interface Computed<T = any> {
  readonly value: T
  peek(): T
  subscribe(fn: (value: T) => void): () => void
}
export function signal<T = any>(value: T): Signal<T>
export function computed<T>(fn: () => T): Computed<T>
export function effect(fn: () => void | (() => void)): () => void
export function batch<T>(fn: () => T): T
export function untracked<T>(fn: () => T): T
export function useComputed<T>(fn: () => T): Computed<T>
export function useSignal<T = any>(value: T): Signal<T>
