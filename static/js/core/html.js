// The one door to Preact: every view imports its tools from here.
import { h, render, Fragment } from "../../vendor/preact.js"
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "../../vendor/hooks.js"
import { batch, computed, effect, signal, untracked, useComputed, useSignal } from "../../vendor/signals.js"
import htm from "../../vendor/htm.js"

export const html = htm.bind(h)

export {
  Fragment, h, render,
  useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState,
  batch, computed, effect, signal, untracked, useComputed, useSignal,
}
