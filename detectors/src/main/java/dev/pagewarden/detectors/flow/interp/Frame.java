package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Method;
import java.util.LinkedHashSet;
import java.util.Set;

/** A method under analysis and the call that led there. */
final class Frame {
  private final Method method;
  private final Frame caller;
  private final int depth;
  private final int libraryDepth;
  private final Set<Access> unreported = new LinkedHashSet<>();

  Frame(Method method, Frame caller, boolean library) {
    this.method = method;
    this.caller = caller;
    this.depth = caller == null ? 1 : caller.depth + 1;
    this.libraryDepth = !library ? 0 : caller == null ? 1 : caller.libraryDepth + 1;
  }

  Method method() {
    return method;
  }

  /** Returns how many methods are under analysis, this one included. */
  int depth() {
    return depth;
  }

  /** Returns how many methods of the JDK called each other to come here. */
  int libraryDepth() {
    return libraryDepth;
  }

  /** Returns how often the method is under analysis, this time included. */
  int occurrences() {
    int count = 0;
    for (Frame frame = this; frame != null; frame = frame.caller) {
      if (frame.method == method) {
        count++;
      }
    }
    return count;
  }

  /**
   * Returns the accesses in classes that nothing is reported for, which their caller has to report.
   */
  Set<Access> unreported() {
    return unreported;
  }
}
