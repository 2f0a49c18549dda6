// Filters of a list live in the address: a reload, the back button and a passed-on link show the same rows.
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export interface Filters {
  /** Value of one filter, '' when it isn't set. */
  text: (name: string) => string
  /** Page number, from 1. */
  page: ComputedRef<number>
  /** Sets filters; '' takes one away. Any change but of the page leads back to page 1. */
  ask: (change: Record<string, string>) => void
}

export function useFilters(): Filters {
  const route = useRoute()
  const router = useRouter()
  const text = (name: string): string => (typeof route.query[name] === 'string' ? (route.query[name] as string) : '')
  const page = computed(() => Math.max(1, Number(text('page')) || 1))
  function ask(change: Record<string, string>): void {
    const query = { ...route.query, page: '', ...change }
    void router.replace({ query: Object.fromEntries(Object.entries(query).filter(([, value]) => value)) })
  }
  return { text, page, ask }
}
