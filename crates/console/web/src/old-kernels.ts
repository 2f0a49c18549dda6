// A few later methods that libraries call and kernels before Chrome 97 lack; runs before everything else.
// Must stay true: a browser that has them is left alone.
function add(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true })
}

function at(this: ArrayLike<unknown>, index: number): unknown {
  const whole = Math.trunc(index) || 0
  return this[whole < 0 ? this.length + whole : whole]
}

function findLastIndex(this: ArrayLike<unknown>, test: (value: unknown, index: number, all: unknown) => unknown): number {
  for (let i = this.length - 1; i >= 0; i -= 1) if (test(this[i], i, this)) return i
  return -1
}

function findLast(this: ArrayLike<unknown>, test: (value: unknown, index: number, all: unknown) => unknown): unknown {
  return this[findLastIndex.call(this, test)]
}

add(Array.prototype, 'at', at)
add(String.prototype, 'at', at)
add(Array.prototype, 'findLast', findLast)
add(Array.prototype, 'findLastIndex', findLastIndex)
add(Object, 'hasOwn', (target: object, name: PropertyKey) => Object.prototype.hasOwnProperty.call(target, name))
export { at, findLast }
