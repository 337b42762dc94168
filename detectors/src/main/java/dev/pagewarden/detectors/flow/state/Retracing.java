package dev.pagewarden.detectors.flow.state;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Puts the traces with which a call begins in place of those with which its method was run for
 * another one. What a method does is found out once for all calls that look alike to it, and so it
 * tells of the first caller's steps.
 */
final class Retracing {
  /** For a method that was run for the call at hand. */
  static final Retracing NONE = new Retracing();

  private final Map<Trace, Trace> beginnings = new IdentityHashMap<>();

  private Retracing() {}

  /**
   * Compares two entries that are equal but for their traces.
   *
   * @param run the one that the method was run with
   * @param called the one that it is called with
   */
  Retracing(State run, State called) {
    for (int i = 0; i < run.locals().length; i++) {
      compare(run.locals()[i], called.locals()[i]);
    }
    run.heap()
        .forEach(
            (obj, node) -> {
              Map<String, Value> fields = called.node(obj).fields();
              node.fields().forEach((field, value) -> compare(value, fields.get(field)));
            });
  }

  private void compare(Value run, Value called) {
    if (run == called || !run.hasImported()) {
      return;
    }
    run.refs()
        .forEach(
            (obj, trace) -> {
              Trace other = called.refs().get(obj);
              if (trace != null && other != null && trace != other) {
                beginnings.putIfAbsent(trace, other);
              }
            });
  }

  /** Returns a value of the method as this call has brought it about. */
  Value of(Value value) {
    return beginnings.isEmpty() || !value.hasImported() ? value : value.trace(this::of);
  }

  /** Returns a trace of the method as this call has brought it about. */
  Trace of(Trace trace) {
    return trace.begunAs(beginnings);
  }
}
