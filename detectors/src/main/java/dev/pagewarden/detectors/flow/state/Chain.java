package dev.pagewarden.detectors.flow.state;

import dev.pagewarden.detectors.flow.code.Method;

/**
 * Where something was made: an instruction, and the calls that led there from the method under
 * analysis. A call that is in the chain already is not added again, so that recursion makes
 * finitely many names.
 */
public final class Chain {
  private final Method method;
  private final int index;
  private final Chain inner;
  private final int hash;

  private Chain(Method method, int index, Chain inner) {
    this.method = method;
    this.index = index;
    this.inner = inner;
    this.hash = 31 * (31 * method.hashCode() + index) + (inner == null ? 7 : inner.hash);
  }

  /** Returns the name of what an instruction makes. */
  public static Chain at(Method method, int index) {
    return new Chain(method, index, null);
  }

  /** Returns the name that something made in a callee has in the caller. */
  public Chain calledFrom(Method caller, int call) {
    for (Chain chain = this; chain != null; chain = chain.inner) {
      if (chain.method == caller && chain.index == call) {
        return this;
      }
    }
    return new Chain(caller, call, this);
  }

  @Override
  public boolean equals(Object other) {
    Chain a = this;
    Chain b = other instanceof Chain chain ? chain : null;
    while (a != null && b != null) {
      if (a == b) {
        return true;
      }
      if (a.hash != b.hash || a.method != b.method || a.index != b.index) {
        return false;
      }
      a = a.inner;
      b = b.inner;
    }
    return a == b;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return method.name() + "@" + index + (inner == null ? "" : "/" + inner);
  }
}
