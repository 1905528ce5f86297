// Preact and its tools: every view imports them from here.
import { h, render, Fragment } from "../../vendor/preact.js"
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "../../vendor/hooks.js"
import { batch, computed, effect, signal, untracked, useSignal } from "../../vendor/signals.js"
import htm from "../../vendor/htm.js"

export const html = htm.bind(h)

export {
  Fragment, render,
  useEffect, useLayoutEffect, useMemo, useRef, useState,
  batch, computed, effect, signal, untracked, useSignal,
}
