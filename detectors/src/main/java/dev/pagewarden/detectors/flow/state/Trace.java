package dev.pagewarden.detectors.flow.state;

import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.detectors.flow.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** How an imported value came to where it is: a list of steps that share their beginnings. */
public final class Trace {
  /** No trace has more steps; further ones are left out. */
  private static final int MAX_STEPS = 120;

  /** Stands for the trace of an object that has none, where a map takes no null. */
  static final Trace NONE = new Trace(null, null);

  private final Trace before;
  private final Step last;
  private final int length;

  private Trace(Trace before, Step last) {
    this.before = before;
    this.last = last;
    this.length = before == null ? 1 : before.length + 1;
  }

  /** Returns a trace that begins with a step. */
  public static Trace start(String role, Location location) {
    return new Trace(null, new Step(role, location));
  }

  /** Returns this trace and one more step; a step that repeats the last one is not added. */
  public Trace then(String role, Location location) {
    Step step = new Step(role, location);
    return length >= MAX_STEPS || step.equals(last) ? this : new Trace(this, step);
  }

  /** Returns this trace with another beginning where it has one of those given, else itself. */
  Trace begunAs(Map<Trace, Trace> beginnings) {
    Deque<Step> rest = new ArrayDeque<>();
    for (Trace trace = this; trace != null; trace = trace.before) {
      Trace begun = beginnings.get(trace);
      if (begun != null) {
        for (Step step : rest) {
          begun = begun.then(step.role(), step.location());
        }
        return begun;
      }
      rest.addFirst(trace.last);
    }
    return this;
  }

  /** Returns the shorter of two traces, the first where they are of one length. */
  static Trace shorter(Trace a, Trace b) {
    return b.length < a.length ? b : a;
  }

  /** Returns the steps in order. */
  public List<Step> steps() {
    Deque<Step> steps = new ArrayDeque<>();
    for (Trace trace = this; trace != null; trace = trace.before) {
      steps.addFirst(trace.last);
    }
    return List.copyOf(steps);
  }
}
