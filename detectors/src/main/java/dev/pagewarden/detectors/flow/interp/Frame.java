package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.detectors.flow.code.Method;
import dev.pagewarden.detectors.flow.state.State;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;

/** A method under analysis and the call that led there. */
final class Frame {
  private final Method method;
  private final Site call;
  private final Frame caller;
  private final int depth;
  private final int libraryDepth;
  private final Budget.Account account;
  private final Set<Access> unreported = new LinkedHashSet<>();
  private State entry;
  private boolean metNull;

  /**
   * Creates a frame.
   *
   * @param call where the method is called, or null if it is called from outside
   * @param account what its work is counted on; null for that of the caller
   */
  Frame(Method method, Site call, boolean library, Budget.Account account) {
    this.method = method;
    this.call = call;
    this.caller = call == null ? null : call.frame();
    this.account = account != null ? account : caller.account;
    this.depth = caller == null ? 1 : caller.depth + 1;
    this.libraryDepth = !library ? 0 : caller == null ? 1 : caller.libraryDepth + 1;
  }

  Method method() {
    return method;
  }

  /** Returns what the method's work is counted on. */
  Budget.Account account() {
    return account;
  }

  /** Returns where the method is called, or null if it is called from outside. */
  Site call() {
    return call;
  }

  /** Returns the methods under analysis, this one last. */
  List<Frame> fromOutermost() {
    LinkedList<Frame> frames = new LinkedList<>();
    for (Frame frame = this; frame != null; frame = frame.caller) {
      frames.addFirst(frame);
    }
    return List.copyOf(frames);
  }

  /** Returns how many methods are under analysis, this one included. */
  int depth() {
    return depth;
  }

  /** Returns how many methods of the JDK called each other to come here. */
  int libraryDepth() {
    return libraryDepth;
  }

  /** Takes note of the state in which the method begins. */
  void beginAt(State state) {
    entry = state;
  }

  /**
   * Returns the state in which the method began that is this one and under analysis further out;
   * null if there is none.
   */
  State earlierEntry() {
    for (Frame frame = caller; frame != null; frame = frame.caller) {
      if (frame.method == method) {
        return frame.entry;
      }
    }
    return null;
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

  /** Takes note that a way through the method ended where null, and nothing else, was asked. */
  void meetNull() {
    metNull = true;
  }

  boolean hasMetNull() {
    return metNull;
  }

  /**
   * Returns the accesses in classes that nothing is reported for, which their caller has to report.
   */
  Set<Access> unreported() {
    return unreported;
  }
}
